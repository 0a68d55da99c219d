using System.Buffers.Binary;

namespace Voxie.Interop.Rtp;

/// <summary>An RTP packet (RFC 3550 5.1), read and written by the tests' own code.</summary>
internal readonly record struct RtpView(int PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload)
{
    public static byte[] Build(int payloadType, ushort sequence, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload, bool marker = false)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        payload.CopyTo(packet.AsSpan(12));
        return packet;
    }

    /// <summary>False for anything that is not RTP of a static or dynamic audio type (RTCP shares the version bits).</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpView view)
    {
        view = default;
        if (packet.Length < 12 || packet[0] >> 6 != 2 || packet[1] is >= 192 and <= 223)
        {
            return false;
        }

        var start = 12 + (4 * (packet[0] & 0x0F));
        if (packet.Length < start)
        {
            return false;
        }

        view = new RtpView(
            packet[1] & 0x7F, (packet[1] & 0x80) != 0,
            BinaryPrimitives.ReadUInt16BigEndian(packet[2..]), BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), packet[start..].ToArray());
        return true;
    }
}
