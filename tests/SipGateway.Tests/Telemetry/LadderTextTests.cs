using System.Net;
using Voxie.SipGateway.Telemetry;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Telemetry;

public sealed class LadderTextTests
{
    private readonly FakeTimeProvider _time = new();

    private LadderRecorder Recorder()
    {
        var recorder = new LadderRecorder("c", _time);
        recorder.Claim();
        return recorder;
    }

    [Fact]
    public void A_call_is_drawn_with_arrows_and_times()
    {
        var recorder = Recorder();
        recorder.Add(false, "INVITE sip:echo@192.0.2.1 SIP/2.0", "CSeq: 1 INVITE\r\n\r\nv=0\r\n");
        _time.Advance(TimeSpan.FromMilliseconds(2));
        recorder.Add(true, "SIP/2.0 180 Ringing");
        _time.Advance(TimeSpan.FromMilliseconds(1500));
        recorder.Add(true, "SIP/2.0 180 Ringing");

        Assert.Equal(
            """
            SIP ladder from 2026-01-01 00:00:00.000 UTC: 3 messages, 1 of them retransmissions, 0 left out

                                198.51.100.7:5070                              voxie
                                  |                                              |
                0.000    +0.000   |------ INVITE sip:echo@192.0.2.1 [SDP] ------>|  UDP
            """,
            string.Join('\n', LadderText.Write(recorder.Picture()).Split('\n')[..5]).Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_peer_has_its_column_and_what_was_left_out_is_said()
    {
        var recorder = Recorder();
        for (var i = 0; i < 8; i++)
        {
            recorder.Add(LadderKit.Seen(true, remote: new IPEndPoint(IPAddress.Parse("203.0.113.1"), 5000 + i)), LadderKit.Message("OPTIONS sip:h SIP/2.0"));
        }

        for (var i = 0; i < 500; i++)
        {
            recorder.Add(false, $"INFO sip:{i} SIP/2.0");
        }

        var text = LadderText.Write(recorder.Picture());

        Assert.Contains("203.0.113.1:5000", text, StringComparison.Ordinal);
        Assert.Contains("others", text, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.1:5007", text, StringComparison.Ordinal);
        Assert.Contains("... 108 messages left out ...", text, StringComparison.Ordinal);
        var rows = text.Split('\n').Skip(3).Where(row => row.Contains("UDP", StringComparison.Ordinal)).ToList();
        Assert.Equal(400, rows.Count);
        Assert.Single(rows.Select(row => row.IndexOf("UDP", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [InlineData("INVITE sip:\u0007\u001b[2Jx@h SIP/2.0")]
    [InlineData("\ud83d\ude00 SIP/2.0")]
    [InlineData("")]
    public void A_hostile_start_line_does_not_break_the_drawing(string startLine)
    {
        var recorder = Recorder();
        recorder.Add(false, startLine);
        recorder.Add(false, "INVITE sip:" + new string('x', 9000) + " SIP/2.0");

        var rows = LadderText.Write(recorder.Picture()).Split('\n');

        Assert.All(rows, row => Assert.InRange(row.Length, 0, 120));
        Assert.DoesNotContain(rows, row => row.Any(char.IsControl));
    }
}
