using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>The part of an RTP packet that stays readable: fixed header, contributing sources, extension (RFC 3711 3.1).</summary>
internal static class RtpHeader
{
    private const int FixedBytes = 12;

    public static ushort Sequence(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    public static uint Ssrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    /// <returns>0: no RTP packet, or one whose lengths lie.</returns>
    public static int Measure(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < FixedBytes || packet[0] >> 6 != 2) return 0;
        var length = FixedBytes + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0)
        {
            if (length + 4 > packet.Length) return 0;
            length += 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]);
        }

        return length <= packet.Length ? length : 0;
    }
}
