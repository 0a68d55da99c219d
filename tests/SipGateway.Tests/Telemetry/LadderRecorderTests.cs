using System.Text;
using Voxie.SipGateway.Telemetry;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Telemetry;

public sealed class LadderRecorderTests
{
    private readonly FakeTimeProvider _time = new();

    private LadderRecorder Recorder(bool claimed = true)
    {
        var recorder = new LadderRecorder("c", _time);
        if (claimed)
        {
            recorder.Claim();
        }

        return recorder;
    }

    [Fact]
    public void Messages_stand_in_order_with_their_time_way_and_addresses()
    {
        var recorder = Recorder();
        recorder.Add(false, "INVITE sip:h SIP/2.0");
        _time.Advance(TimeSpan.FromMilliseconds(12.5));
        recorder.Add(true, "SIP/2.0 200 OK", "CSeq: 1 INVITE\r\n\r\nv=0\r\n");

        var ladder = recorder.Picture();

        Assert.Equal((2, 0, 0), (ladder.Messages.Count, ladder.Retransmissions, ladder.LeftOut));
        var ok = ladder.Messages[1];
        Assert.Equal((12.5, SipDirection.Sent, "UDP", "192.0.2.1:5060", "198.51.100.7:5070", "SIP/2.0 200 OK"),
            (ok.OffsetMs, ok.Direction, ok.Transport, ok.Local, ok.Remote, ok.StartLine));
        Assert.Equal(ladder.StartedAt.AddMilliseconds(12.5), ok.At);
        Assert.Equal("SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\n", ok.Text);
        Assert.Equal(["0.0 <- INVITE sip:h", "12.5 -> 200 OK (INVITE) [SDP]"], ladder.Summary);
    }

    [Fact]
    public void A_retransmission_is_kept_and_counted()
    {
        var recorder = Recorder();
        recorder.Add(true, "BYE sip:h SIP/2.0");
        recorder.Add(true, "BYE sip:h SIP/2.0");
        recorder.Add(false, "BYE sip:h SIP/2.0"); // the peer's own
        recorder.Add(true, "BYE sip:h SIP/2.0");

        var ladder = recorder.Picture();

        Assert.Equal([false, true, false, true], ladder.Messages.Select(message => message.Retransmission));
        Assert.Equal(2, ladder.Retransmissions);
    }

    [Fact]
    public void A_message_that_was_not_sent_says_so()
    {
        var recorder = Recorder();
        recorder.Add(true, "BYE sip:h SIP/2.0");
        recorder.MarkFailed(LadderKit.Message("BYE sip:h SIP/2.0"));

        Assert.True(recorder.Picture().Messages.Single().Failed);
    }

    [Fact]
    public void Of_a_long_call_the_first_and_the_last_messages_are_kept_and_the_others_counted()
    {
        var recorder = Recorder();
        for (var i = 0; i < 1000; i++)
        {
            recorder.Add(false, $"INFO sip:{i} SIP/2.0");
        }

        var ladder = recorder.Picture();

        Assert.Equal(LadderRecorder.FirstMessages + LadderRecorder.LastMessages, ladder.Messages.Count);
        Assert.Equal(600, ladder.LeftOut);
        Assert.Equal("INFO sip:299 SIP/2.0", ladder.Messages[299].StartLine);
        Assert.Equal(("INFO sip:900 SIP/2.0", 600), (ladder.Messages[300].StartLine, ladder.Messages[300].LeftOutBefore));
        Assert.Equal("INFO sip:999 SIP/2.0", ladder.Messages[^1].StartLine);
        Assert.Equal(600, ladder.Messages.Sum(message => message.LeftOutBefore));
    }

    [Fact]
    public void Long_messages_are_bounded_by_their_bytes()
    {
        var recorder = Recorder();
        for (var i = 0; i < 50; i++)
        {
            recorder.Add(false, $"INFO sip:{i} SIP/2.0", new string('x', 60_000));
        }

        var ladder = recorder.Picture();

        Assert.InRange(ladder.Messages.Sum(message => message.Text!.Length), 400_000, LadderRecorder.FirstBytes + LadderRecorder.LastBytes);
        Assert.Equal(50, ladder.Messages.Count + ladder.LeftOut);
        Assert.Equal("INFO sip:49 SIP/2.0", ladder.Messages[^1].StartLine);
    }

    [Fact]
    public void What_no_call_has_claimed_is_kept_shorter()
    {
        var recorder = Recorder(claimed: false);
        for (var i = 0; i < 30; i++)
        {
            recorder.Add(false, $"INVITE sip:{i} SIP/2.0");
        }

        Assert.Equal((LadderRecorder.MessagesUnclaimed, 10), (recorder.Picture().Messages.Count, recorder.Picture().LeftOut));

        recorder.Claim();
        recorder.Add(true, "SIP/2.0 180 Ringing");
        var last = recorder.Picture().Messages[^1];
        Assert.Equal(("SIP/2.0 180 Ringing", 10), (last.StartLine, last.LeftOutBefore));
    }

    [Fact]
    public void Bytes_that_are_no_text_come_back_as_they_were()
    {
        var recorder = Recorder();
        byte[] bytes = [.. "INVITE sip:h SIP/2.0\r\n\r\n"u8, 0xFF, 0x00, 0xFE];
        recorder.Add(LadderKit.Seen(false), bytes);

        using var json = new MemoryStream(LadderJson.Write(recorder.Picture()));
        var message = LadderJson.TryRead(json)!.Messages.Single();

        Assert.Null(message.Text);
        Assert.Equal(bytes, message.Content());
    }

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        var recorder = Recorder();
        recorder.Add(false, "INVITE sip:h SIP/2.0");
        recorder.Add(false, "INVITE sip:h SIP/2.0");
        var ladder = recorder.Picture();
        var bytes = LadderJson.Write(ladder);

        using var json = new MemoryStream(bytes);
        var again = LadderJson.TryRead(json)!;

        Assert.Equal(ladder.Messages, again.Messages);
        Assert.Equal((ladder.StartedAt, 1), (again.StartedAt, again.Retransmissions));
        Assert.Contains("\"direction\":\"received\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var other = new MemoryStream("{\"x\":"u8.ToArray());
        Assert.Null(LadderJson.TryRead(other));
    }

    [Fact]
    public void Two_lines_of_a_call_make_one_ladder_in_order_of_time()
    {
        var first = Recorder();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Recorder();
        second.Add(true, "INVITE sip:other SIP/2.0");
        _time.Advance(TimeSpan.FromSeconds(1));
        first.Add(false, "BYE sip:us SIP/2.0");

        var joined = SipLadder.Join([first.Picture(), second.Picture()])!;

        Assert.Equal([1000.0, 2000.0], joined.Messages.Select(message => message.OffsetMs));
        Assert.Equal(["INVITE sip:other SIP/2.0", "BYE sip:us SIP/2.0"], joined.Messages.Select(message => message.StartLine));
        Assert.Null(SipLadder.Join([]));
    }
}
