using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>
/// A tensor. Ours lie in memory of their own outside the collected heap (so nothing moves and nothing need be pinned); those that a
/// run made belong to ORT. Each must be disposed. One thread at a time.
/// </summary>
internal sealed unsafe class OnnxValue : IDisposable
{
    private const nuint Alignment = 64;

    private readonly OnnxApi _api;
    private readonly void* _owned;
    private nint _handle;

    // Found out on first use.
    private void* _data;
    private long _count = -1;

    private OnnxValue(OnnxApi api, nint handle, void* owned)
    {
        _api = api;
        _handle = handle;
        _owned = owned;
    }

    public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(OnnxValue));

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">Empty for a scalar; a dimension may be 0.</param>
    public static OnnxValue Allocate<T>(OnnxEnvironment environment, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var bytes = ByteCount<T>(shape);
        // At least one byte: ORT wants a pointer even for an empty tensor.
        var memory = NativeMemory.AlignedAlloc(Math.Max(bytes, 1), Alignment);
        NativeMemory.Clear(memory, Math.Max(bytes, 1));
        try
        {
            return new OnnxValue(environment.Api, Wrap<T>(environment, memory, bytes, shape), memory);
        }
        catch
        {
            NativeMemory.AlignedFree(memory);
            throw;
        }
    }

    /// <summary>Another shape over the beginning of this value's memory, which must outlive it.</summary>
    public OnnxValue View<T>(OnnxEnvironment environment, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var data = Data<T>();
        var bytes = ByteCount<T>(shape);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (nuint)data.Length * (nuint)sizeof(T));
        var start = Unsafe.AsPointer(ref MemoryMarshal.GetReference(data));
        return new OnnxValue(environment.Api, Wrap<T>(environment, start, bytes, shape), null);
    }

    /// <summary>Takes over a tensor that a run made.</summary>
    public static OnnxValue Own(OnnxEnvironment environment, nint handle) => new(environment.Api, handle, null);

    /// <summary>The elements, row by row. Valid until disposal.</summary>
    public Span<T> Data<T>() where T : unmanaged
    {
        if (_count < 0)
        {
            _data = (void*)_api.Make(OnnxFunction.GetTensorMutableData, Handle);
            _count = 1;
            foreach (var dimension in Shape()) _count *= dimension;
        }
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        return new Span<T>(_data, checked((int)_count));
    }

    public long[] Shape()
    {
        var info = _api.Make(OnnxFunction.GetTensorTypeAndShape, Handle);
        try
        {
            return ReadShape(_api, info);
        }
        finally
        {
            _api.Release(OnnxFunction.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    public void Dispose()
    {
        if (_handle == 0) return;
        _api.Release(OnnxFunction.ReleaseValue, _handle);
        _handle = 0;
        if (_owned is not null) NativeMemory.AlignedFree(_owned);
    }

    internal static long[] ReadShape(OnnxApi api, nint info)
    {
        var shape = new long[(int)api.Make(OnnxFunction.GetDimensionsCount, info)];
        fixed (long* dimensions = shape) api.Call(OnnxFunction.GetDimensions, info, (nint)dimensions, shape.Length);
        return shape;
    }

    private static nint Wrap<T>(OnnxEnvironment environment, void* memory, nuint bytes, ReadOnlySpan<long> shape) where T : unmanaged
    {
        nint value;
        using var cpuMemory = environment.CpuMemory.Borrow();
        fixed (long* dimensions = shape)
        {
            environment.Api.Check(
                ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)environment.Api[OnnxFunction.CreateTensorWithDataAsOrtValue])(
                    cpuMemory.Value, memory, bytes, dimensions, (nuint)shape.Length, (int)ElementOf<T>(), &value));
        }
        return value;
    }

    private static nuint ByteCount<T>(ReadOnlySpan<long> shape) where T : unmanaged
    {
        var bytes = (nuint)sizeof(T);
        foreach (var dimension in shape) bytes = checked(bytes * (nuint)dimension);
        return bytes;
    }

    private static OnnxElement ElementOf<T>() =>
        typeof(T) == typeof(float) ? OnnxElement.Float
        : typeof(T) == typeof(long) ? OnnxElement.Int64
        : typeof(T) == typeof(bool) ? OnnxElement.Bool
        : throw new NotSupportedException($"Tensors of {typeof(T).Name} are not used here.");
}
