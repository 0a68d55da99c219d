using System.Buffers.Binary;

namespace Voxie.SipGateway.Rtp;

/// <summary>RFC 3550 6.4: how one source was received.</summary>
internal readonly record struct ReportBlock(uint Ssrc, byte FractionLost, int Lost, uint HighestSequence, uint Jitter, uint LastSenderReport, uint DelaySinceLast);

/// <summary>RFC 3550 6.4.1: what we have sent, and when that was on the wall clock.</summary>
internal readonly record struct SenderInfo(ulong NtpTime, uint RtpTime, uint Packets, uint Bytes);

/// <summary>What a compound RTCP packet of the peer tells us.</summary>
/// <param name="Ssrc">Sender of the report.</param>
/// <param name="SenderNtp">Middle 32 bits of its NTP time; null: a receiver report.</param>
/// <param name="AboutUs">Its report on our stream, if there is one.</param>
/// <param name="Leaves">It says goodbye (6.6).</param>
internal readonly record struct PeerReport(uint Ssrc, uint? SenderNtp, ReportBlock? AboutUs, bool Leaves);

/// <summary>Reads and writes the RTCP that a call needs: SR or RR with SDES CNAME, and BYE.</summary>
internal static class RtcpPacket
{
    private const byte SenderReport = 200;
    private const byte ReceiverReport = 201;
    private const byte SourceDescription = 202;
    private const byte Goodbye = 203;
    private const int BlockBytes = 24;

    /// <summary>On a port that carries both: is it RTCP? (RFC 5761 4: packet types 192 to 223.)</summary>
    public static bool Looks(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Reads the reports and the goodbye of a compound. Never throws: every length is checked (RFC 3550 A.2).</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, uint ourSsrc, out PeerReport report)
    {
        report = default;
        if (!IsCompound(datagram)) return false;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        uint? senderNtp = null;
        ReportBlock? aboutUs = null;
        var leaves = false;
        for (var rest = datagram; !rest.IsEmpty; rest = rest[LengthOf(rest)..])
        {
            var packet = rest[..LengthOf(rest)];
            switch (packet[1])
            {
                case SenderReport or ReceiverReport:
                    if (!TryReadReport(packet, ourSsrc, ref aboutUs)) return false;
                    if (packet[1] == SenderReport) senderNtp = BinaryPrimitives.ReadUInt32BigEndian(packet[10..]);
                    break;
                case Goodbye:
                    if (!TryReadGoodbye(packet, ssrc, ref leaves)) return false;
                    break;
            }
        }
        report = new PeerReport(ssrc, senderNtp, aboutUs, leaves);
        return true;
    }

    /// <summary>Writes a report with our CNAME, and a BYE behind it when we leave (RFC 3550 6.1: always a compound).</summary>
    /// <returns>Bytes written; at most 28 + 24 + 16 + CNAME + 8.</returns>
    public static int Write(Span<byte> target, uint ssrc, in SenderInfo? sent, in ReportBlock? heard, ReadOnlySpan<byte> cname, bool bye)
    {
        var length = 8;
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], ssrc);
        if (sent is { } info)
        {
            BinaryPrimitives.WriteUInt64BigEndian(target[8..], info.NtpTime);
            BinaryPrimitives.WriteUInt32BigEndian(target[16..], info.RtpTime);
            BinaryPrimitives.WriteUInt32BigEndian(target[20..], info.Packets);
            BinaryPrimitives.WriteUInt32BigEndian(target[24..], info.Bytes);
            length = 28;
        }
        if (heard is { } block)
        {
            WriteBlock(target[length..], block);
            length += BlockBytes;
        }
        WriteHeader(target, heard is null ? 0 : 1, sent is null ? ReceiverReport : SenderReport, length);

        // SDES: one chunk with item 1 (CNAME), ended by at least one zero and padded to a word.
        var chunk = target[length..];
        var chunkBytes = (8 + 2 + cname.Length + 4) / 4 * 4;
        chunk[..chunkBytes].Clear();
        WriteHeader(chunk, 1, SourceDescription, chunkBytes);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[4..], ssrc);
        chunk[8] = 1;
        chunk[9] = (byte)cname.Length;
        cname.CopyTo(chunk[10..]);
        length += chunkBytes;
        if (!bye) return length;

        WriteHeader(target[length..], 1, Goodbye, 8);
        BinaryPrimitives.WriteUInt32BigEndian(target[(length + 4)..], ssrc);
        return length + 8;
    }

    /// <summary>Version 2 throughout, a report first, unpadded, and lengths that add up to the datagram.</summary>
    private static bool IsCompound(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < 8 || datagram[1] is not (SenderReport or ReceiverReport) || (datagram[0] & 0x20) != 0) return false;
        var rest = datagram;
        while (rest.Length >= 4)
        {
            var length = LengthOf(rest);
            if (rest[0] >> 6 != 2 || length > rest.Length) return false;
            rest = rest[length..];
        }
        return rest.IsEmpty;
    }

    private static int LengthOf(ReadOnlySpan<byte> packet) => 4 * (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1);

    /// <summary>6.4: the blocks of a report must lie in it. The last one about us counts.</summary>
    private static bool TryReadReport(ReadOnlySpan<byte> packet, uint ourSsrc, ref ReportBlock? aboutUs)
    {
        var start = packet[1] == SenderReport ? 28 : 8;
        var blocks = packet[0] & 0x1F;
        if (start + blocks * BlockBytes > packet.Length) return false;
        for (var i = 0; i < blocks; i++)
        {
            var block = packet.Slice(start + i * BlockBytes, BlockBytes);
            if (BinaryPrimitives.ReadUInt32BigEndian(block) == ourSsrc) aboutUs = ReadBlock(block);
        }
        return true;
    }

    /// <summary>6.6: the sources that leave; the reason behind them is of no use to us.</summary>
    private static bool TryReadGoodbye(ReadOnlySpan<byte> packet, uint ssrc, ref bool leaves)
    {
        var sources = packet[0] & 0x1F;
        if (4 + 4 * sources > packet.Length) return false;
        for (var i = 0; i < sources; i++) leaves |= BinaryPrimitives.ReadUInt32BigEndian(packet[(4 + 4 * i)..]) == ssrc;
        return true;
    }

    private static ReportBlock ReadBlock(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32BigEndian(block), block[4], BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8 >> 8,
        BinaryPrimitives.ReadUInt32BigEndian(block[8..]), BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[16..]), BinaryPrimitives.ReadUInt32BigEndian(block[20..]));

    private static void WriteBlock(Span<byte> target, in ReportBlock block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, block.Ssrc);
        // 24 bits, signed, kept at their ends.
        var lost = Math.Clamp(block.Lost, -0x80_0000, 0x7F_FFFF) & 0xFF_FFFF;
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], (uint)(block.FractionLost << 24 | lost));
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], block.HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(target[12..], block.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(target[16..], block.LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(target[20..], block.DelaySinceLast);
    }

    private static void WriteHeader(Span<byte> target, int count, byte type, int bytes)
    {
        target[0] = (byte)(0x80 | count);
        target[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)(bytes / 4 - 1));
    }
}
