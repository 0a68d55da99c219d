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
    public const string MediaType = PcapFormat.MediaType;

    private const int TcpHeader = 20;
    private const int SegmentBytes = 1400;

    public static byte[] Write(SipLadder ladder)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        PcapFormat.FileHeader(output, nanoseconds: false);
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
        var microseconds = (message.At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
        var (seconds, fraction) = ((uint)(microseconds / 1_000_000), (uint)(microseconds % 1_000_000));
        if (message.Transport.Equals("UDP", StringComparison.OrdinalIgnoreCase))
        {
            PcapFormat.Datagram(output, seconds, fraction, from, to, content);
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
            PcapFormat.Packet(output, seconds, fraction, from.Address, to.Address, PcapFormat.Tcp, segment, checksumAt: 16);
            sequence += (uint)piece.Length;
        }

        streams[(from, to)] = sequence;
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
}
