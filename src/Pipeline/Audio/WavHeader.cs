using System.Buffers.Binary;

namespace Voxie.Pipeline.Audio;

/// <summary>The 44 bytes in front of 16-bit PCM.</summary>
public static class WavHeader
{
    public const int Bytes = 44;

    /// <summary>What a file claims whose length is not known yet.</summary>
    public const uint Unknown = uint.MaxValue - Bytes;

    public static void Write(Span<byte> header, int rateHz, int channels, uint dataBytes)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], dataBytes + Bytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rateHz);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rateHz * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
    }

    /// <summary>Reads one that <see cref="Write"/> wrote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> header, out int rateHz, out int channels)
    {
        (rateHz, channels) = (0, 0);
        if (header.Length < Bytes || !header.StartsWith("RIFF"u8) || !header[36..].StartsWith("data"u8)) return false;
        channels = BinaryPrimitives.ReadInt16LittleEndian(header[22..]);
        rateHz = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        return rateHz > 0 && channels > 0;
    }
}
