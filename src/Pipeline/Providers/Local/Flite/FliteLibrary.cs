using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Flite;

/// <summary>Flite's C interface. The voices are libraries of their own that register themselves with the engine.</summary>
internal static unsafe class FliteLibrary
{
    private const string Engine = "libflite.so.1";

    private static readonly Lock Gate = new();
    private static delegate* unmanaged<byte*, nint, FliteWave*> _textToWave;
    private static delegate* unmanaged<FliteWave*, void> _deleteWave;

    /// <summary>Loads the engine once per process, and a voice.</summary>
    /// <exception cref="FliteMissingException">A library is not installed.</exception>
    public static nint Register(string voice)
    {
        lock (Gate)
        {
            if (_textToWave is null) Start();
            var library = Load($"libflite_cmu_us_{voice}.so.1");
            var register = (delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, $"register_cmu_us_{voice}");
            return register(0);
        }
    }

    /// <summary>One at a time per voice.</summary>
    /// <param name="utf8">Ends with a zero.</param>
    public static FliteWave* TextToWave(ReadOnlySpan<byte> utf8, nint voice)
    {
        fixed (byte* text = utf8) return _textToWave(text, voice);
    }

    public static void Delete(FliteWave* wave) => _deleteWave(wave);

    private static void Start()
    {
        var engine = Load(Engine);
        ((delegate* unmanaged<int>)NativeLibrary.GetExport(engine, "flite_init"))();
        _deleteWave = (delegate* unmanaged<FliteWave*, void>)NativeLibrary.GetExport(engine, "delete_wave");
        _textToWave = (delegate* unmanaged<byte*, nint, FliteWave*>)NativeLibrary.GetExport(engine, "flite_text_to_wave");
    }

    private static nint Load(string library) =>
        NativeLibrary.TryLoad(library, out var handle) ? handle : throw new FliteMissingException(library);
}
