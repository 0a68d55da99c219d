using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>What comes to a media port: RTP, RTCP, keys, each input read as all of them.</summary>
internal sealed class MediaPacketTarget : FuzzTarget
{
    private const uint OurSsrc = 0x01020304;

    private readonly Mutator _mutants = new(Seeds(), ["\u0080", "\0\0\0\0", "ÿÿÿÿ", "\u0001"]);

    public override string Name => "Media packet";

    public override byte[] Make(int number) => _mutants.Make(number);

    public override bool Read(byte[] input)
    {
        RtcpPacket.TryParse(input, OurSsrc, out _);
        if (!RtpPacket.TryParse(input, out var packet, out var error))
        {
            Assert.NotEqual(RtpError.None, error);
            return false;
        }

        if (TelephoneEvent.TryParse(packet.Payload, out var key))
        {
            var digits = new DigitCollector();
            digits.Take(packet.Timestamp, key, packet.Sequence, out _);
            digits.Take(packet.Timestamp + packet.Ssrc, key, packet.Timestamp, out _);
            digits.Expire(long.MaxValue / 2);
        }

        return true;
    }

    public override void Judge(byte[] input)
    {
        Assert.True(RtpPacket.TryParse(input, out var packet, out _));
        var again = new byte[RtpPacket.HeaderBytes + packet.Payload.Length];
        RtpPacket.WriteHeader(again, packet.Marker, packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Ssrc);
        packet.Payload.CopyTo(again.AsSpan(RtpPacket.HeaderBytes));
        Assert.True(RtpPacket.TryParse(again, out var read, out var error), error.ToString());
        Assert.Equal((packet.Marker, packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Ssrc), (read.Marker, read.PayloadType, read.Sequence, read.Timestamp, read.Ssrc));
        Assert.True(packet.Payload.SequenceEqual(read.Payload));
    }

    private static byte[][] Seeds()
    {
        var audio = new byte[RtpPacket.HeaderBytes + 160];
        RtpPacket.WriteHeader(audio, true, 0, 65_535, uint.MaxValue, 0xDEADBEEF);
        var key = new byte[RtpPacket.HeaderBytes + TelephoneEvent.Bytes];
        RtpPacket.WriteHeader(key, false, 101, 7, 160, 0xDEADBEEF);
        new TelephoneEvent(5, true, 10, 1600).Write(key.AsSpan(RtpPacket.HeaderBytes));
        byte[] extended = [0xB1, 0x80, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0xBE, 0xDE, 0, 1, 0x10, 0xFF, 0, 0, 1, 2, 3, 4, 0, 0, 0, 4];
        var report = new byte[200];
        var length = RtcpPacket.Write(report, 9, new SenderInfo(1, 2, 3, 4), new ReportBlock(OurSsrc, 1, -1, 5, 6, 7, 8), "cname@host"u8, bye: true);
        return [audio, audio, key, key, extended, extended, report[..length]];
    }
}
