using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>
/// ONNX Runtime's C interface: the loaded library and its function table. A function gives null or a status, which is an error;
/// functions named Release give nothing. Thread-safe.
/// </summary>
internal sealed unsafe class OnnxApi
{
    /// <summary>The oldest table that holds all of <see cref="OnnxFunction"/>; any later library still serves it.</summary>
    private const uint TableVersion = 17;

    private readonly nint* _table;

    private OnnxApi(nint* table, string version)
    {
        _table = table;
        Version = version;
    }

    public string Version { get; }

    /// <exception cref="OnnxException">The library cannot be loaded, or is too old.</exception>
    public static OnnxApi Load(string libraryPath)
    {
        // Never unloaded: ORT's own threads and exit handlers may outlive any owner.
        nint library;
        try
        {
            library = NativeLibrary.Load(libraryPath);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxException($"ONNX Runtime cannot be loaded from {libraryPath}: {e.Message}");
        }
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var entry))
            throw new OnnxException($"{libraryPath} is not ONNX Runtime: it has no OrtGetApiBase.");

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(void); }
        var apiBase = ((delegate* unmanaged<nint*>)entry)();
        var version = Text((byte*)((delegate* unmanaged<nint>)apiBase[1])());
        var table = ((delegate* unmanaged<uint, nint*>)apiBase[0])(TableVersion);
        return table is null
            ? throw new OnnxException($"ONNX Runtime {version} is too old: it does not serve interface version {TableVersion}.")
            : new OnnxApi(table, version);
    }

    public nint this[OnnxFunction function] => _table[(int)function];

    public void Call(OnnxFunction function, nint a) =>
        Check(((delegate* unmanaged<nint, nint>)this[function])(a));

    public void Call(OnnxFunction function, nint a, nint b) =>
        Check(((delegate* unmanaged<nint, nint, nint>)this[function])(a, b));

    public void Call(OnnxFunction function, nint a, nint b, nint c) =>
        Check(((delegate* unmanaged<nint, nint, nint, nint>)this[function])(a, b, c));

    public void Set(OnnxFunction function, nint options, int value) =>
        Check(((delegate* unmanaged<nint, int, nint>)this[function])(options, value));

    /// <summary>A function whose last parameter receives what it made.</summary>
    public nint Make(OnnxFunction function)
    {
        nint made;
        Call(function, (nint)(&made));
        return made;
    }

    public nint Make(OnnxFunction function, nint a)
    {
        nint made;
        Call(function, a, (nint)(&made));
        return made;
    }

    public nint Make(OnnxFunction function, nint a, nint b)
    {
        nint made;
        Call(function, a, b, (nint)(&made));
        return made;
    }

    public void Release(OnnxFunction function, nint handle) =>
        ((delegate* unmanaged<nint, void>)this[function])(handle);

    /// <exception cref="OnnxException">With ORT's message, when there is a status.</exception>
    public void Check(nint status)
    {
        if (status == 0) return;
        var message = Text(((delegate* unmanaged<nint, byte*>)this[OnnxFunction.GetErrorMessage])(status));
        Release(OnnxFunction.ReleaseStatus, status);
        throw new OnnxException(message);
    }

    public static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";
}
