using System.Buffers.Binary;
using System.Net;
using System.Text;
using Voxie.SipGateway.Telemetry;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Telemetry;

/// <summary>The capture file read by another hand; tests/Interop has tshark read one.</summary>
public sealed class LadderPcapTests
{
    private readonly FakeTimeProvider _time = new();

    private List<Packet> Write(params (SipSighting Seen, byte[] Bytes)[] messages)
    {
        var recorder = new LadderRecorder("c", _time);
        recorder.Claim();
        foreach (var (seen, bytes) in messages)
        {
            recorder.Add(seen, bytes);
            _time.Advance(TimeSpan.FromMilliseconds(1.5));
        }

        return Packet.ReadAll(LadderPcap.Write(recorder.Picture()));
    }

    [Theory]
    [InlineData("192.0.2.1:5060", "198.51.100.7:5070")]
    [InlineData("[2001:db8::1]:5060", "[2001:db8::7]:5070")]
    public void A_datagram_has_addresses_ports_and_true_checksums(string us, string peer)
    {
        var (local, remote) = (IPEndPoint.Parse(us), IPEndPoint.Parse(peer));
        var packets = Write(
            (LadderKit.Seen(false, local: local, remote: remote), LadderKit.Message("INVITE sip:h SIP/2.0", "odd")),
            (LadderKit.Seen(true, local: local, remote: remote), LadderKit.Message("SIP/2.0 200 OK", "even")));

        Assert.Equal(2, packets.Count);
        Assert.Equal((17, remote, local, "INVITE sip:h SIP/2.0\r\nodd"), (packets[0].Protocol, packets[0].From, packets[0].To, Encoding.UTF8.GetString(packets[0].Payload)));
        Assert.Equal((local, remote), (packets[1].From, packets[1].To));
        Assert.All(packets, packet => Assert.True(packet.ChecksumsAreTrue));
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), packets[1].At - packets[0].At);
    }

    [Fact]
    public void A_stream_is_whole_in_both_directions()
    {
        var longInvite = LadderKit.Message("INVITE sip:h SIP/2.0", new string('x', 5001));
        var packets = Write(
            (LadderKit.Seen(false, transport: "TCP"), longInvite),
            (LadderKit.Seen(true, transport: "TCP"), LadderKit.Message("SIP/2.0 200 OK")),
            (LadderKit.Seen(false, transport: "TCP"), LadderKit.Message("ACK sip:h SIP/2.0")));

        Assert.All(packets, packet => Assert.Equal((6, true), (packet.Protocol, packet.ChecksumsAreTrue)));
        foreach (var direction in packets.GroupBy(packet => packet.From))
        {
            var next = 1u;
            foreach (var packet in direction)
            {
                Assert.Equal(next, packet.Sequence);
                next += (uint)packet.Payload.Length;
            }
        }

        Assert.Equal(longInvite, packets.TakeWhile(packet => packet.From.Equals(LadderKit.Peer)).SelectMany(packet => packet.Payload));
    }

    [Fact]
    public void What_cannot_be_a_packet_is_left_out()
    {
        var any = IPEndPoint.Parse("[::]:5060");
        var packets = Write(
            (LadderKit.Seen(false), LadderKit.Message("INVITE sip:h SIP/2.0", new string('x', 65_530))),
            (LadderKit.Seen(false, local: any), LadderKit.Message("ACK sip:h SIP/2.0")));

        var packet = Assert.Single(packets);
        Assert.Equal("127.0.0.1:5060", packet.To.ToString());
    }

    private sealed record Packet(DateTimeOffset At, int Protocol, IPEndPoint From, IPEndPoint To, uint Sequence, byte[] Payload, bool ChecksumsAreTrue)
    {
        public static List<Packet> ReadAll(byte[] file)
        {
            Assert.Equal(0xA1B2C3D4, BinaryPrimitives.ReadUInt32LittleEndian(file));
            Assert.Equal(101, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(20)));
            var packets = new List<Packet>();
            for (var at = 24; at < file.Length;)
            {
                var seconds = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
                var microseconds = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
                var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
                packets.Add(Read(DateTimeOffset.FromUnixTimeSeconds(seconds).AddMicroseconds(microseconds), file.AsSpan(at + 16, length)));
                at += 16 + length;
            }

            return packets;
        }

        private static Packet Read(DateTimeOffset at, ReadOnlySpan<byte> ip)
        {
            var isV6 = ip[0] >> 4 == 6;
            var header = isV6 ? 40 : 20;
            var source = isV6 ? ip[8..24] : ip[12..16];
            var target = isV6 ? ip[24..40] : ip[16..20];
            int protocol = isV6 ? ip[6] : ip[9];
            var above = ip[header..];
            Assert.Equal(ip.Length, isV6 ? 40 + BinaryPrimitives.ReadUInt16BigEndian(ip[4..]) : BinaryPrimitives.ReadUInt16BigEndian(ip[2..]));

            byte[] pseudo = [.. source, .. target, 0, (byte)protocol, (byte)(above.Length >> 8), (byte)above.Length, .. above];
            var isTrue = Sum(pseudo) == 0xFFFF && (isV6 || Sum(ip[..20].ToArray()) == 0xFFFF);
            var payload = protocol == 17 ? above[8..] : above[(above[12] >> 4 << 2)..];
            return new Packet(at, protocol,
                new IPEndPoint(new IPAddress(source), BinaryPrimitives.ReadUInt16BigEndian(above)),
                new IPEndPoint(new IPAddress(target), BinaryPrimitives.ReadUInt16BigEndian(above[2..])),
                protocol == 17 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(above[4..]), payload.ToArray(), isTrue);
        }

        // A packet with its own checksum sums up to all ones (RFC 1071).
        private static int Sum(byte[] bytes)
        {
            var sum = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
                sum = (sum & 0xFFFF) + (sum >> 16);
            }

            return sum;
        }
    }
}
