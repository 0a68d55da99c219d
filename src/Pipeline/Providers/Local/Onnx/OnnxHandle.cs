using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>
/// An object of ORT that is shared between threads: it is released when its owner has disposed it and the last run in flight
/// has ended. It keeps its parent (the environment of a session) alive until then.
/// </summary>
internal sealed class OnnxHandle : SafeHandle
{
    private readonly OnnxApi _api;
    private readonly OnnxFunction _release;
    private readonly OnnxHandle? _parent;

    public OnnxHandle(OnnxApi api, nint value, OnnxFunction release, OnnxHandle? parent = null) : base(0, ownsHandle: true)
    {
        (_api, _release) = (api, release);
        SetHandle(value);
        var kept = false;
        parent?.DangerousAddRef(ref kept);
        if (kept) _parent = parent;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The object, kept from release until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">Its owner has disposed it.</exception>
    public Lease Borrow() => new(this);

    protected override bool ReleaseHandle()
    {
        _api.Release(_release, handle);
        _parent?.DangerousRelease();
        return true;
    }

    public readonly ref struct Lease
    {
        private readonly OnnxHandle _owner;

        public Lease(OnnxHandle owner)
        {
            var kept = false;
            owner.DangerousAddRef(ref kept);
            _owner = owner;
        }

        public nint Value => _owner.handle;

        public void Dispose() => _owner.DangerousRelease();
    }
}
