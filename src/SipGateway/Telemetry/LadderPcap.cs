using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// A ladder as a capture file: classic pcap, raw IP packets. The IP, UDP and TCP headers are made up from the addresses, with true
/// checksums; TLS shows as the TCP that it was inside. Messages that were not sent are not in it.
/// </summary>
public static class LadderPcap
{
    public const string MediaType = "application/vnd.tcpdump.pcap";

    private const uint Magic = 0xA1B2C3D4; // microseconds
    private const int LinkTypeRaw = 101;
    private const int SnapLength = 262_144;
    private const byte Udp = 17;
    private const byte Tcp = 6;
    private const int UdpHeader = 8;
    private const int TcpHeader = 20;
    private const int SegmentBytes = 1400;
    private const byte Hops = 64;

    public static byte[] Write(SipLadder ladder)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var head = output.GetSpan(24);
        head[..24].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], LinkTypeRaw);
        output.Advance(24);
        var streams = new Dictionary<(IPEndPoint, IPEndPoint), uint>();
        foreach (var message in ladder.Messages)
        {
            if (!message.Failed && TryAddresses(message, out var from, out var to))
            {
                Write(output, message, from, to, streams);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(
        ArrayBufferWriter<byte> output, SipLadderMessage message, IPEndPoint from, IPEndPoint to, Dictionary<(IPEndPoint, IPEndPoint), uint> streams)
    {
        var content = message.Content();
        if (message.Transport.Equals("UDP", StringComparison.OrdinalIgnoreCase))
        {
            var datagram = new byte[UdpHeader + content.Length];
            BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)from.Port);
            BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)to.Port);
            BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
            content.CopyTo(datagram, UdpHeader);
            Packet(output, message.At, from.Address, to.Address, Udp, datagram, checksumAt: 6);
            return;
        }

        // The next byte of each direction: what we show is all that the stream carried, as far as a reader can tell.
        var sequence = streams.GetValueOrDefault((from, to), 1u);
        for (var at = 0; at < content.Length; at += SegmentBytes)
        {
            var piece = content.AsSpan(at, Math.Min(SegmentBytes, content.Length - at));
            var segment = new byte[TcpHeader + piece.Length];
            BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)from.Port);
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)to.Port);
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), streams.GetValueOrDefault((to, from), 1u));
            segment[12] = TcpHeader / 4 << 4;
            segment[13] = (byte)(at + piece.Length == content.Length ? 0x18 : 0x10); // PSH with the last one, ACK
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), ushort.MaxValue);
            piece.CopyTo(segment.AsSpan(TcpHeader));
            Packet(output, message.At, from.Address, to.Address, Tcp, segment, checksumAt: 16);
            sequence += (uint)piece.Length;
        }

        streams[(from, to)] = sequence;
    }

    private static void Packet(
        ArrayBufferWriter<byte> output, DateTimeOffset at, IPAddress from, IPAddress to, byte protocol, byte[] payload, int checksumAt)
    {
        var isV6 = from.AddressFamily == AddressFamily.InterNetworkV6;
        var headerBytes = isV6 ? 40 : 20;
        var length = headerBytes + payload.Length;
        if (length > ushort.MaxValue)
        {
            return; // no datagram can be so long
        }

        var (source, target) = (from.GetAddressBytes(), to.GetAddressBytes());
        var sum = Sum(source) + Sum(target) + protocol + (ulong)payload.Length + Sum(payload);
        var checksum = Fold(sum);
        // RFC 768: a UDP checksum that comes out as zero is sent as all ones, for zero says that there is none.
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(checksumAt), checksum == 0 && protocol == Udp ? ushort.MaxValue : checksum);

        var span = output.GetSpan(16 + length)[..(16 + length)];
        span.Clear();
        var microseconds = (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteUInt32LittleEndian(span, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], length);
        var ip = span[16..];
        if (isV6)
        {
            ip[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)payload.Length);
            ip[6] = protocol;
            ip[7] = Hops;
            source.CopyTo(ip[8..]);
            target.CopyTo(ip[24..]);
        }
        else
        {
            ip[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)length);
            ip[6] = 0x40; // do not fragment
            ip[8] = Hops;
            ip[9] = protocol;
            source.CopyTo(ip[12..]);
            target.CopyTo(ip[16..]);
            BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip[..headerBytes])));
        }

        payload.CopyTo(ip[headerBytes..]);
        output.Advance(16 + length);
    }

    /// <summary>From and to, of one family: an IPv4 address that came mapped into IPv6 is made IPv4.</summary>
    private static bool TryAddresses(SipLadderMessage message, out IPEndPoint from, out IPEndPoint to)
    {
        from = to = new IPEndPoint(IPAddress.None, 0);
        if (!IPEndPoint.TryParse(message.Local, out var local) || !IPEndPoint.TryParse(message.Remote, out var remote))
        {
            return false;
        }

        remote = new IPEndPoint(remote.Address.IsIPv4MappedToIPv6 ? remote.Address.MapToIPv4() : remote.Address, remote.Port);
        if (local.AddressFamily != remote.AddressFamily)
        {
            local = new IPEndPoint(remote.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, local.Port);
        }

        (from, to) = message.Direction == SipDirection.Sent ? (local, remote) : (remote, local);
        return true;
    }

    /// <summary>RFC 1071: 16-bit words, an odd byte counts as the high half of one.</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        }

        return bytes.Length % 2 == 0 ? sum : sum + ((ulong)bytes[^1] << 8);
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
