using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace Voxie.SipGateway.Media;

/// <summary>
/// Wakes one thread from another: an eventfd. The waits of the runtime share a process-wide lock, in which a real-time thread could
/// meet anyone. Wakes that come before the wait are kept and count as one.
/// </summary>
internal sealed unsafe class WakeSignal : IDisposable
{
    private readonly Descriptor _descriptor = new(Libc.EventFd(0, 0));

    public WakeSignal()
    {
        if (_descriptor.IsInvalid) throw new Win32Exception();
    }

    /// <summary>Any thread; does not block. After <see cref="Dispose"/> nothing happens: the number may be somebody else's by then.</summary>
    public void Set()
    {
        var held = false;
        try
        {
            _descriptor.DangerousAddRef(ref held);
            ulong one = 1;
            _ = Libc.Write(_descriptor.Fd, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
        finally
        {
            if (held) _descriptor.DangerousRelease();
        }
    }

    /// <summary>Blocks until set. A signal to the process may end it early: callers check their state anyway.</summary>
    public void Wait()
    {
        ulong count;
        _ = Libc.Read(_descriptor.Fd, &count, sizeof(ulong));
    }

    /// <summary>Only when nobody waits any more.</summary>
    public void Dispose() => _descriptor.Dispose();

    private sealed class Descriptor : SafeHandleMinusOneIsInvalid
    {
        public Descriptor(int fd) : base(ownsHandle: true) => SetHandle(fd);

        public int Fd => (int)handle;

        protected override bool ReleaseHandle() => Libc.Close(Fd) == 0;
    }
}
