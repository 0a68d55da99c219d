using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>100rel and early media (RFC 3262, RFC 3960), calling side: PRACKs, several early dialogs, late offers, redirects.</summary>
public sealed class EarlyMediaTests
{
    private SipRig _rig = new();

    private static string Answer(int port) => SipRig.Offer.Replace("30000", $"{port}", StringComparison.Ordinal);

    private ICallLeg Dial()
    {
        var leg = _rig.Stack.Outbound.Dial(new DialTarget("sip:peer@127.0.0.2:5070", "voxie"));
        _rig.Intake.Watch(leg);
        _rig.Run(1);
        return leg;
    }

    private void PeerRings(int rseq, string tag = "peertag", int status = 180, string body = "") =>
        _rig.PeerAnswers("INVITE", status, tag, body, $"Require: 100rel\r\nRSeq: {rseq}\r\n");

    [Fact]
    public void Our_invite_says_what_we_can()
    {
        Dial();
        Assert.Equal("100rel, timer, replaces, norefersub", _rig.Said("Supported"));
        Assert.Contains("PRACK", _rig.Said("Allow"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reliable_response_gets_one_prack_in_order()
    {
        var leg = Dial();
        PeerRings(10);
        Assert.Equal("10 1 INVITE", _rig.Said("RAck"));
        Assert.StartsWith("PRACK sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("PRACK", 200);
        PeerRings(10);
        PeerRings(12);
        Assert.Equal(["INVITE", "PRACK"], _rig.SentKinds);
        PeerRings(11, status: 183, body: Answer(31000));
        Assert.Equal("11 1 INVITE", _rig.Said("RAck"));
        Assert.Equal("3 PRACK", _rig.Said("CSeq"));
        _rig.PeerAnswers("PRACK", 200);

        _rig.PeerAnswers("INVITE", 200); // the answer is said already

        Assert.Equal("1 ACK", _rig.Said("CSeq"));
        Assert.Equal(["LegRinging", "LegRinging", "LegAnswered"], _rig.Intake.NamesOf(leg));
        Assert.Equal(31000, _rig.Media.Open[0].Configured[^1].Remote.Port);
    }

    [Fact]
    public void A_183_with_a_session_is_heard_before_the_answer()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 183, body: Answer(31000));

        Assert.NotNull(_rig.Media.Open[0].Observer);
        var early = _rig.Media.Open[0].Configured[^1];
        Assert.Equal((31000, true, false), (early.Remote.Port, early.Receives, early.Expected));
        Assert.Equal([new LegRinging(183, EarlyMedia: true)], _rig.Intake.SignalsOf(leg));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);

        _rig.PeerAnswers("INVITE", 200, body: Answer(31000));
        Assert.True(_rig.Media.Open[0].Configured[^1].Expected);
    }

    [Fact]
    public void Of_several_early_dialogs_the_answered_one_decides()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 183, "fork-a", Answer(31000));
        _rig.PeerAnswers("INVITE", 183, "fork-b", Answer(32000));
        Assert.Equal(2, _rig.Stack.Counts().Dialogs);
        Assert.Equal(32000, _rig.Media.Open[0].Configured[^1].Remote.Port);

        _rig.PeerAnswers("INVITE", 200, "fork-a", Answer(31000));

        Assert.Equal(31000, _rig.Media.Open[0].Configured[^1].Remote.Port);
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
        Assert.Equal(["LegRinging", "LegAnswered"], _rig.Intake.NamesOf(leg));
        _rig.PeerSendsBack("BYE", 1, "fork-b");
        Assert.Equal("481 BYE", _rig.SentKinds.Last());
        _rig.PeerSendsBack("BYE", 1, "fork-a");
        Assert.Equal("200 BYE", _rig.SentKinds.Last());
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void An_early_update_of_one_fork_moves_its_media_and_a_re_invite_is_too_early()
    {
        Dial();
        PeerRings(1, "fork-a", 183, Answer(31000));
        _rig.PeerAnswers("PRACK", 200);
        _rig.PeerSendsBack("UPDATE", 1, "fork-a", body: Answer(33000).Replace("o=peer 1 1", "o=peer 1 2", StringComparison.Ordinal));
        Assert.Equal("200 UPDATE", _rig.SentKinds.Last());
        Assert.Equal(33000, _rig.Media.Open[0].Configured[^1].Remote.Port);

        _rig.PeerSendsBack("INVITE", 2, "fork-a", body: Answer(34000));

        Assert.Equal("491 INVITE", _rig.SentKinds.Last());
    }

    [Fact]
    public void Without_our_offer_the_peers_is_answered_in_the_ack()
    {
        _rig = new SipRig(terms: new TrunkTerms { OffersLate = true });
        var leg = _rig.DialThroughTrunk();
        Assert.DoesNotContain("m=audio", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("INVITE", 200, body: Answer(31000));

        Assert.Equal("ACK", _rig.SentKinds.Last());
        Assert.Contains("m=audio 20000 RTP/AVP 0 101", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("LegAnswered", _rig.Intake.NamesOf(leg));
        Assert.Equal(31000, _rig.Media.Open[0].Configured[^1].Remote.Port);
    }

    [Fact]
    public void Without_our_offer_a_reliable_one_is_answered_in_the_prack()
    {
        _rig = new SipRig(terms: new TrunkTerms { OffersLate = true });
        _rig.DialThroughTrunk();
        PeerRings(1, status: 183, body: Answer(31000));
        Assert.Equal("PRACK", _rig.SentKinds.Last());
        Assert.Contains("m=audio 20000", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("PRACK", 200);
        _rig.PeerAnswers("INVITE", 200);

        Assert.Equal("ACK", _rig.SentKinds.Last());
        Assert.DoesNotContain("m=audio", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_is_followed_only_where_the_trunk_lets_it()
    {
        Dial();
        _rig.PeerAnswers("INVITE", 302, headers: "Contact: <sip:other@127.0.0.2:5070>\r\n");
        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);

        _rig = new SipRig(terms: new TrunkTerms { FollowsRedirects = true });
        var leg = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 302, headers: "Contact: <sip:other@127.0.0.2:5070>;q=0.1\r\n");

        // The first contact is the peer itself, which the rig writes: it was tried.
        Assert.Equal(["INVITE", "ACK", "INVITE"], _rig.SentKinds);
        Assert.StartsWith("INVITE sip:other@127.0.0.2:5070 SIP/2.0", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal("2 INVITE", _rig.Said("CSeq"));
        _rig.PeerAnswers("INVITE", 200, body: Answer(31000));
        Assert.Contains("LegAnswered", _rig.Intake.NamesOf(leg));
    }

    [Fact]
    public void A_redirect_to_what_may_not_be_dialled_ends_the_call()
    {
        _rig = new SipRig(terms: new TrunkTerms { FollowsRedirects = true });
        var leg = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 302, headers: "Contact: <sip:+19005551234@evil.example>\r\n");

        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);
        Assert.Equal(302, leg.Report().SipStatus);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_response_with_two_vias_is_not_for_us()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 486, headers: "Via: SIP/2.0/UDP 127.0.0.9;branch=z9hG4bKother\r\n");

        Assert.Null(_rig.Intake.EndOf(leg));
    }
}
