using Voxie.SipGateway.Telemetry;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Telemetry;

public sealed class LadderBookTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LadderBook _book;

    public LadderBookTests() => _book = new LadderBook(_time);

    private void Invite(string callId, string startLine = "INVITE sip:h SIP/2.0") =>
        _book.Saw(LadderKit.Seen(false, callId, opens: true), LadderKit.Message(startLine));

    private void Sent(string callId, string startLine) => _book.Saw(LadderKit.Seen(true, callId), LadderKit.Message(startLine));

    private static IEnumerable<string> LinesOf(SipLadder? ladder) => ladder!.Messages.Select(message => message.StartLine);

    [Fact]
    public void A_call_has_its_invite_though_it_came_before_the_call_was_born()
    {
        Invite("c");
        var ladder = _book.Open("c");
        Sent("c", "SIP/2.0 180 Ringing");
        Sent("other", "SIP/2.0 200 OK");

        Assert.Equal(["INVITE sip:h SIP/2.0", "SIP/2.0 180 Ringing"], LinesOf(ladder.Picture()));
        Assert.Null(_book.Refused("c"));
    }

    [Fact]
    public void An_outbound_call_has_all_from_its_own_invite_on()
    {
        var ladder = _book.Open("c");
        Sent("c", "INVITE sip:h SIP/2.0");
        Assert.Single(ladder.Picture().Messages);
    }

    [Fact]
    public void What_comes_after_the_end_is_still_added_for_a_while()
    {
        var ladder = _book.Open("c");
        _book.Close(ladder);
        _book.Saw(LadderKit.Seen(false, "c"), LadderKit.Message("ACK sip:h SIP/2.0"));
        Assert.Single(ladder.Picture().Messages);

        _time.Advance(TimeSpan.FromSeconds(33));
        _book.Close(_book.Open("next"));
        _book.Saw(LadderKit.Seen(false, "c"), LadderKit.Message("ACK sip:late SIP/2.0"));
        Assert.Single(ladder.Picture().Messages);
    }

    [Fact]
    public void A_call_id_used_again_begins_a_new_ladder()
    {
        Invite("c");
        var first = _book.Open("c");
        _book.Close(first);
        Invite("c"); // a late copy
        Invite("c", "INVITE sip:again SIP/2.0");
        var second = _book.Open("c");

        Assert.Equal(["INVITE sip:h SIP/2.0", "INVITE sip:h SIP/2.0"], LinesOf(first.Picture()));
        Assert.Equal(["INVITE sip:again SIP/2.0"], LinesOf(second.Picture()));
    }

    [Fact]
    public void Two_legs_of_one_call_id_share_a_ladder_until_both_are_over()
    {
        var ladder = _book.Open("c");
        Assert.Same(ladder, _book.Open("c"));
        _book.Close(ladder);
        Assert.Same(ladder, _book.Open("c"));
    }

    [Fact]
    public void Refused_invites_are_kept_in_a_small_ring()
    {
        for (var i = 0; i < LadderBook.MaxUnclaimed + 10; i++)
        {
            Invite($"c{i}");
            Sent($"c{i}", "SIP/2.0 404 Not Found");
        }

        Assert.Null(_book.Refused("c9"));
        Assert.Equal(["INVITE sip:h SIP/2.0", "SIP/2.0 404 Not Found"], LinesOf(_book.Refused("c10")));
        Sent("c9", "SIP/2.0 404 Not Found");
        Assert.Null(_book.Refused("c9"));
    }

    [Fact]
    public void A_flood_of_ended_calls_does_not_fill_the_memory()
    {
        var first = _book.Open("first");
        _book.Close(first);
        for (var i = 0; i < LadderBook.MaxEnded; i++)
        {
            _book.Close(_book.Open($"c{i}"));
        }

        Sent("first", "SIP/2.0 200 OK");
        Assert.Empty(first.Picture().Messages);
    }
}
