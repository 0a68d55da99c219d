using System.Buffers.Binary;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Audio;

/// <summary>Writes a capture file of one RTP stream, as SIPp's play_pcap_audio replays it: Ethernet, IPv4, UDP, RTP.</summary>
internal static class Pcap
{
    private const int EthernetHeader = 14;
    private const int IpHeader = 20;
    private const int UdpHeader = 8;

    public static void Write(string path, ReadOnlySpan<short> samples, int payloadType)
    {
        using var file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        file.Write(header);

        var packets = samples.Length / Sound.Frame;
        for (var i = 0; i < packets; i++)
        {
            var payload = G711.Encode(samples.Slice(i * Sound.Frame, Sound.Frame), payloadType);
            var rtp = RtpView.Build(payloadType, (ushort)(i + 1), (uint)(i * Sound.Frame), 0x5A5A5A5A, payload, marker: i == 0);
            WritePacket(file, rtp, TimeSpan.FromMilliseconds(20 * i));
        }
    }

    private static void WritePacket(FileStream file, byte[] rtp, TimeSpan at)
    {
        var frame = new byte[16 + EthernetHeader + IpHeader + UdpHeader + rtp.Length];
        var length = frame.Length - 16;
        BinaryPrimitives.WriteInt32LittleEndian(frame, (int)at.TotalSeconds);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), (int)(at.TotalMicroseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), length);

        var ethernet = frame.AsSpan(16);
        BinaryPrimitives.WriteUInt16BigEndian(ethernet[12..], 0x0800);

        var ip = ethernet[EthernetHeader..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(IpHeader + UdpHeader + rtp.Length));
        ip[8] = 64;
        ip[9] = 17;
        ReadOnlySpan<byte> loopback = [127, 0, 0, 1];
        loopback.CopyTo(ip[12..]);
        loopback.CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..IpHeader]));

        var udp = ip[IpHeader..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, 40000);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], 40002);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpHeader + rtp.Length));
        rtp.CopyTo(udp[UdpHeader..]);
        file.Write(frame);
    }

    // RFC 1071, over the IP header only; a UDP checksum of zero means none (RFC 768).
    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
