using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>Where the parts of a protected report are.</summary>
internal static class SrtcpPacket
{
    /// <summary>Header and sender of the first report in it stay readable.</summary>
    public const int ClearBytes = 8;

    /// <summary>The encryption flag and the number.</summary>
    public const int WordBytes = 4;

    public const uint Encrypted = 0x8000_0000;

    /// <summary>The number has 31 bits, and none comes twice under one key (RFC 3711 9.2).</summary>
    public const uint LastIndex = 0x7FFF_FFFF;

    public static uint Ssrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);

    /// <summary>RFC 3711 3.4: the word, then the tag. RFC 7714 9.2: the tag belongs to the ciphertext, and the word comes last.</summary>
    public static void Locate(SrtpSuite suite, int length, out int tag, out int word)
    {
        tag = suite.IsAead ? length - WordBytes - suite.ControlTagBytes : length - suite.ControlTagBytes;
        word = suite.IsAead ? length - WordBytes : length - suite.ControlTagBytes - WordBytes;
    }
}
