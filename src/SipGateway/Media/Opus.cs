using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Voxie.SipGateway.Media;

/// <summary>The functions of libopus that we call. The library is the system's (libopus0); without it Opus is not offered.</summary>
internal static unsafe partial class Opus
{
    public const int RateHz = 16000;
    public const int ApplicationVoip = 2048;
    public const int ApplicationAudio = 2049;
    public const int BandwidthNarrow = 1101;
    public const int BandwidthWide = 1103;
    public const int SetBitrate = 4002;
    public const int SetMaxBandwidth = 4004;
    public const int SetVariableBitrate = 4006;
    public const int SetComplexity = 4010;
    public const int SetInbandFec = 4012;
    public const int SetExpectedLoss = 4014;
    public const int SetDtx = 4016;
    public const int SetSignal = 4024;
    public const int SignalVoice = 3001;
    public const int GetLookAhead = 4027;
    public const int ResetState = 4028;

    private const string Library = "libopus.so.0";

    // Asked once: a library does not come while we run.
    private static readonly Lazy<string?> Found = new(static () =>
        NativeLibrary.TryLoad(Library, out _) ? Marshal.PtrToStringUTF8((nint)VersionString()) : null);

    /// <summary>As the library says it; null: there is none.</summary>
    public static string? Version => Found.Value;

    public static bool IsAvailable => Version is not null;

    [LibraryImport(Library, EntryPoint = "opus_decoder_create")]
    public static partial nint DecoderCreate(int rateHz, int channels, out int error);

    [LibraryImport(Library, EntryPoint = "opus_decode")]
    public static partial int Decode(nint decoder, byte* payload, int length, short* pcm, int frameSamples, int fec);

    [LibraryImport(Library, EntryPoint = "opus_decoder_destroy")]
    public static partial void DecoderDestroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "opus_encoder_create")]
    public static partial nint EncoderCreate(int rateHz, int channels, int application, out int error);

    [LibraryImport(Library, EntryPoint = "opus_encode")]
    public static partial int Encode(nint encoder, short* pcm, int frameSamples, byte* payload, int maxLength);

    [LibraryImport(Library, EntryPoint = "opus_encoder_destroy")]
    public static partial void EncoderDestroy(nint encoder);

    // Variadic in C. The calling convention of Linux passes an int that follows fixed arguments as it would a fixed one.
    [LibraryImport(Library, EntryPoint = "opus_encoder_ctl")]
    public static partial int EncoderControl(nint encoder, int request, int value);

    [LibraryImport(Library, EntryPoint = "opus_encoder_ctl")]
    public static partial int EncoderQuery(nint encoder, int request, int* value);

    [LibraryImport(Library, EntryPoint = "opus_decoder_ctl")]
    public static partial int DecoderControl(nint decoder, int request, int value);

    [LibraryImport(Library, EntryPoint = "opus_get_version_string")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static partial byte* VersionString();
}
