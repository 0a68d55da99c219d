using System.Buffers.Binary;

namespace Voxie.Pipeline.Audio;

/// <summary>Why bytes are not a wav file that we can read.</summary>
public enum WavError
{
    None,
    NotRiffWave,
    /// <summary>A chunk header or the format chunk is cut short.</summary>
    Truncated,
    /// <summary>Not 16-bit PCM.</summary>
    NotPcm16,
    NoAudio,
}

/// <summary>A wav file in memory: 16-bit PCM.</summary>
/// <param name="RateHz">Sample rate.</param>
/// <param name="Channels">1 or more; <paramref name="Samples"/> are interleaved.</param>
/// <param name="Samples">All samples.</param>
public sealed record WavFile(int RateHz, int Channels, ReadOnlyMemory<short> Samples)
{
    private const ushort Pcm = 1;
    private const ushort Extensible = 0xFFFE;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not a 16-bit PCM wav file; the message says why.</exception>
    public static WavFile Read(string path) =>
        TryParse(File.ReadAllBytes(path), out var file, out var error)
            ? file!
            : throw new InvalidDataException($"{Path.GetFileName(path)} is not a 16-bit PCM wav file: {error}.");

    /// <summary>Never throws. A data chunk that claims more than there is (a recording cut off, a pipe) is read as far as it goes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out WavFile? file, out WavError error)
    {
        file = null;
        error = WavError.NotRiffWave;
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8)) return false;

        int rateHz = 0, channels = 0;
        var rest = bytes[12..];
        while (rest.Length >= 8)
        {
            var id = rest[..4];
            var claimed = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var body = rest[8..][..(int)Math.Min(claimed, (uint)rest.Length - 8)];
            if (id.SequenceEqual("fmt "u8) && (error = ReadFormat(body, out rateHz, out channels)) != WavError.None) return false;
            if (id.SequenceEqual("data"u8)) return ReadData(body, rateHz, channels, out file, out error);
            // Chunks are padded to even length.
            rest = rest[Math.Min(rest.Length, 8 + body.Length + (body.Length & 1))..];
        }
        error = rateHz == 0 ? WavError.Truncated : WavError.NoAudio;
        return false;
    }

    /// <summary>The first channel alone.</summary>
    public short[] ToMono()
    {
        var mono = new short[Samples.Length / Channels];
        var all = Samples.Span;
        for (var i = 0; i < mono.Length; i++) mono[i] = all[i * Channels];
        return mono;
    }

    private static WavError ReadFormat(ReadOnlySpan<byte> format, out int rateHz, out int channels)
    {
        rateHz = channels = 0;
        if (format.Length < 16) return WavError.Truncated;
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        // The extensible form names the real one in the first bytes of a GUID.
        if (tag == Extensible && format.Length >= 26) tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        rateHz = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        return tag == Pcm && bits == 16 && channels > 0 && rateHz > 0 ? WavError.None : WavError.NotPcm16;
    }

    private static bool ReadData(ReadOnlySpan<byte> data, int rateHz, int channels, out WavFile? file, out WavError error)
    {
        file = null;
        error = WavError.Truncated;
        if (rateHz == 0) return false;
        error = WavError.NoAudio;
        var samples = new short[data.Length / (2 * channels) * channels];
        if (samples.Length == 0) return false;
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]);
        file = new WavFile(rateHz, channels, samples);
        error = WavError.None;
        return true;
    }
}
