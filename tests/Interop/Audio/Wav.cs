using System.Buffers.Binary;
using Voxie.Pipeline.Audio;

namespace Voxie.Interop.Audio;

/// <summary>Mono PCM16 wav files, as peers read and leave them.</summary>
internal static class Wav
{
    public const int RateHz = 8000;

    public static void Write(string path, ReadOnlySpan<short> samples, int rateHz = RateHz)
    {
        var file = new byte[44 + (samples.Length * 2)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rateHz);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rateHz * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples.Length * 2);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), samples[i]);
        }

        File.WriteAllBytes(path, file);
    }

    /// <summary>First channel of a PCM16 file, at 8 kHz. A data length of zero or beyond the file (a recorder that was
    /// cut off) means: to the end of the file.</summary>
    public static short[] Read(string path)
    {
        var (samples, rateHz) = ReadAny(path);
        if (rateHz is RateHz or 0)
        {
            return samples;
        }

        var resampler = new Resampler(rateHz, RateHz);
        var resampled = new short[resampler.MaxOutput(samples.Length)];
        return resampled[..resampler.Process(samples, resampled)];
    }

    /// <summary>The same at any rate.</summary>
    public static (short[] Samples, int RateHz) ReadAny(string path)
    {
        var file = File.ReadAllBytes(path);
        if (!file.AsSpan(0, 4).SequenceEqual("RIFF"u8))
        {
            throw new InvalidDataException($"{path} is no wav file");
        }

        var (channels, rate) = (1, 0);
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            if (file.AsSpan(at, 4).SequenceEqual("fmt "u8))
            {
                channels = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at + 10));
                rate = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 12));
                var bits = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at + 22));
                if (bits != 16)
                {
                    throw new InvalidDataException($"{path} has {bits} bits; 16 wanted");
                }
            }
            else if (file.AsSpan(at, 4).SequenceEqual("data"u8))
            {
                var rest = file.Length - at - 8;
                return (Samples(file.AsSpan(at + 8, length <= 0 || length > rest ? rest : length), channels), rate);
            }

            at += 8 + length + (length & 1);
        }

        return ([], rate);
    }

    private static short[] Samples(ReadOnlySpan<byte> data, int channels)
    {
        var samples = new short[data.Length / (2 * channels)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(i * 2 * channels)..]);
        }

        return samples;
    }
}
