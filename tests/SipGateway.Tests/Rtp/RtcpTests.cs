using Voxie.SipGateway.Rtp;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Rtp;

public class RtcpTests
{
    private const uint Us = 0x11111111;
    private const uint Peer = 0x22222222;

    private static readonly ReportBlock Block = new(Us, 64, -2, 0x00010005, 33, 0xAABBCCDD, 65536);

    private static byte[] Write(SenderInfo? sent, ReportBlock? heard, bool bye, string cname = "abc")
    {
        var target = new byte[RtcpReporter.MaxPacket];
        return target[..RtcpPacket.Write(target, Peer, sent, heard, System.Text.Encoding.ASCII.GetBytes(cname), bye)];
    }

    [Fact]
    public void A_sender_report_is_laid_out_as_the_rfc_draws_it()
    {
        var bytes = Write(new SenderInfo(0x0102030405060708, 0xA0, 5, 800), Block, bye: true);
        Assert.Equal(
            "81C8000C22222222" + "0102030405060708" + "000000A0" + "00000005" + "00000320"
            + "11111111" + "40FFFFFE" + "00010005" + "00000021" + "AABBCCDD" + "00010000"
            + "81CA0003" + "22222222" + "0103616263000000"
            + "81CB0001" + "22222222",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Assert.True(RtcpPacket.TryParse(Write(new SenderInfo(0x0102030405060708, 0, 1, 1), Block, bye: false), Us, out var report));
        Assert.Equal(new PeerReport(Peer, 0x03040506, Block, Leaves: false), report);
        Assert.True(RtcpPacket.TryParse(Write(null, null, bye: true), Us, out report));
        Assert.Equal(new PeerReport(Peer, null, null, Leaves: true), report);
        Assert.True(RtcpPacket.TryParse(Write(null, Block with { Ssrc = 5 }, bye: false), Us, out report));
        Assert.Null(report.AboutUs);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("81C80000", "four bytes")]
    [InlineData("80C9000111", "cut in the middle")]
    [InlineData("80C9000222222222", "a length beyond the end")]
    [InlineData("80C9000022222222", "a length short of the SSRC leaves a rest that is no packet")]
    [InlineData("81C9000122222222", "a block that is not there")]
    [InlineData("80C8000122222222", "a sender report without its figures")]
    [InlineData("40C9000122222222", "version 1")]
    [InlineData("80CA000122222222", "no report first")]
    [InlineData("A0C9000122222222", "padding in the first packet")]
    [InlineData("80C9000122222222" + "81CBFFFF22222222", "a second packet that lies")]
    public void Lies_are_refused(string datagram, string because)
    {
        Assert.False(RtcpPacket.TryParse(Convert.FromHexString(datagram), Us, out _), because);
    }

    [Theory]
    [InlineData("81CB000122222222", true)]
    [InlineData("82CB00023333333322222222", true)]
    [InlineData("81CB000133333333", false)]
    [InlineData("80CB0000", false)]
    [InlineData("81CB000222222222" + "03627965", true)]
    public void A_goodbye_is_of_those_that_it_names(string goodbye, bool leaves)
    {
        Assert.True(RtcpPacket.TryParse(Convert.FromHexString("80C9000122222222" + goodbye), Us, out var report));
        Assert.Equal(leaves, report.Leaves);
    }

    [Theory]
    [InlineData("81CB0000")]
    [InlineData("9FCB000122222222")]
    [InlineData("81C9000122222222")]
    [InlineData("80C8000122222222")]
    public void A_later_packet_that_lies_spoils_all(string second) =>
        Assert.False(RtcpPacket.TryParse(Convert.FromHexString("80C9000122222222" + second), Us, out _));

    [Fact]
    public void Several_reports_in_one_compound_are_all_read()
    {
        var first = Write(null, null, bye: false);
        var second = Write(null, Block, bye: false);
        Assert.True(RtcpPacket.TryParse([.. first, .. second], Us, out var report));
        Assert.Equal(Block, report.AboutUs);
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw()
    {
        var random = new Random(3550);
        var whole = Write(new SenderInfo(1, 2, 3, 4), Block, bye: true);
        var accepted = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (RtcpPacket.TryParse(bytes, Us, out _)) accepted++;
        }
        Assert.True(accepted > 0);
    }

    [Fact]
    public void Round_trip_is_now_less_what_the_peer_kept()
    {
        var time = new FakeTimeProvider();
        var reporter = new RtcpReporter(time, Us, "abc");
        var sent = new byte[RtcpReporter.MaxPacket];
        var length = reporter.Write(sent, packets: 1, bytes: 160, rtpTime: 0, null, new SequenceTracker(), bye: false, now: 0);
        RtcpPacket.TryParse(sent.AsSpan(0, length), 0, out var ours);

        time.Advance(TimeSpan.FromMilliseconds(580));
        reporter.Take(Write(null, new ReportBlock(Us, 0, 7, 0, 0, ours.SenderNtp!.Value, 65536 / 2), bye: false), now: 0);
        Assert.Equal(80, reporter.RoundTripMs!.Value, 0);
        Assert.Equal(7, reporter.RemoteLost);
    }

    [Fact]
    public void An_absurd_round_trip_is_not_believed()
    {
        var reporter = new RtcpReporter(new FakeTimeProvider(), Us, "abc");
        reporter.Take(Write(null, new ReportBlock(Us, 0, 0, 0, 0, 1, uint.MaxValue), bye: false), now: 0);
        Assert.Null(reporter.RoundTripMs);
    }

    [Fact]
    public void Reports_are_five_seconds_apart_on_average_and_never_below_half()
    {
        var reporter = new RtcpReporter(new FakeTimeProvider(), 77, "abc");
        var at = new List<long>();
        for (long now = 1; at.Count < 200; now += 20_000_000)
            if (reporter.IsDue(now)) at.Add(now);
        var gaps = at.Zip(at.Skip(1), (a, b) => (b - a) / 1e9).ToList();
        Assert.InRange(at[0] / 1e9, 1.25, 3.8);
        Assert.InRange(gaps.Min(), 2.5, 5);
        Assert.InRange(gaps.Max(), 5, 7.6);
        Assert.InRange(gaps.Average(), 4.5, 5.5);
    }

    [Fact]
    public void We_report_as_a_sender_only_when_we_have_sent()
    {
        var reporter = new RtcpReporter(new FakeTimeProvider(), Us, "abc");
        var target = new byte[RtcpReporter.MaxPacket];
        reporter.Write(target, 3, 480, 0, null, new SequenceTracker(), bye: false, now: 0);
        Assert.Equal(200, target[1]);
        reporter.Write(target, 3, 480, 0, Peer, new SequenceTracker(), bye: false, now: 0);
        Assert.Equal((0x81, 201), (target[0], target[1]));
    }
}
