using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// Classic pcap with raw IP packets. IP, UDP and TCP headers are made up from the addresses, with true checksums.
/// </summary>
internal static class PcapFormat
{
    public const string MediaType = "application/vnd.tcpdump.pcap";
    public const int FileHeaderBytes = 24;
    public const byte Udp = 17;
    public const byte Tcp = 6;

    private const uint MagicMicroseconds = 0xA1B2C3D4;
    private const uint MagicNanoseconds = 0xA1B23C4D;
    private const int LinkTypeRaw = 101;
    private const int SnapLength = 262_144;
    private const int UdpHeader = 8;
    private const byte Hops = 64;

    public static void FileHeader(IBufferWriter<byte> output, bool nanoseconds)
    {
        var head = output.GetSpan(FileHeaderBytes)[..FileHeaderBytes];
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, nanoseconds ? MagicNanoseconds : MagicMicroseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], LinkTypeRaw);
        output.Advance(FileHeaderBytes);
    }

    /// <param name="fraction">Micro- or nanoseconds, as the file's header says.</param>
    public static void Datagram(IBufferWriter<byte> output, uint seconds, uint fraction, IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> content)
    {
        var datagram = new byte[UdpHeader + content.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        content.CopyTo(datagram.AsSpan(UdpHeader));
        Packet(output, seconds, fraction, from.Address, to.Address, Udp, datagram, checksumAt: 6);
    }

    public static void Packet(
        IBufferWriter<byte> output, uint seconds, uint fraction, IPAddress from, IPAddress to, byte protocol, Span<byte> payload, int checksumAt)
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
        BinaryPrimitives.WriteUInt16BigEndian(payload[checksumAt..], checksum == 0 && protocol == Udp ? ushort.MaxValue : checksum);

        var span = output.GetSpan(16 + length)[..(16 + length)];
        span.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(span, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], fraction);
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
