using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Session timers (RFC 4028) in both roles: who refreshes, by what, and what a missing refresh does.</summary>
public sealed class SessionTimerTests
{
    private SipRig _rig = new();

    private void Establish(string headers)
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: headers);
        _rig.Answer();
        var answer = _rig.LastSent.Text;
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        Assert.StartsWith("SIP/2.0 200", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_too_small_interval_gets_422_before_there_is_a_call()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: "Supported: timer\r\nSession-Expires: 60\r\n");

        Assert.Equal("422 INVITE", _rig.SentKinds.Last());
        Assert.Equal("90", _rig.Said("Min-SE"));
        Assert.Empty(_rig.Intake.Legs);
    }

    [Fact]
    public void A_peer_that_refreshes_keeps_the_call_and_one_that_stops_loses_it()
    {
        Establish("Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n");
        Assert.Contains("Session-Expires: 90;refresher=uac\r\nRequire: timer\r\n", _rig.Network.Sent.Last(d => d.Kind == "200 INVITE").Text, StringComparison.Ordinal);
        for (var cseq = 2; cseq < 6; cseq++)
        {
            _rig.Run(45_000);
            _rig.PeerSends("UPDATE", cseq, inDialog: true, headers: "Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n");
            Assert.Equal("90;refresher=uac", _rig.Said("Session-Expires"));
        }

        _rig.Run(59_900);
        Assert.DoesNotContain("BYE", _rig.SentKinds);
        _rig.Run(200);
        Assert.Equal("BYE", _rig.SentKinds.Last());
        Assert.Equal("Q.850;cause=102;text=\"Session expired\"", _rig.Said("Reason"));
        _rig.PeerAnswers("BYE", 200);
        Assert.Equal(EndCode.SessionExpired, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Theory]
    [InlineData("Allow: INVITE, ACK, BYE, UPDATE\r\n", "UPDATE")]
    [InlineData("Allow: INVITE, ACK, BYE\r\n", "INVITE")]
    [InlineData("", "INVITE")]
    public void We_refresh_by_update_where_the_peer_allows_it_else_by_an_unchanged_re_invite(string allow, string method)
    {
        Establish($"Supported: timer\r\nSession-Expires: 90;refresher=uas\r\n{allow}");
        var said = _rig.Network.Sent.Last(d => d.Kind == "200 INVITE").Text.Split("\r\n\r\n")[1];
        _rig.Run(44_900);
        Assert.DoesNotContain(method, _rig.SentKinds);
        _rig.Run(200);

        Assert.Equal(method, _rig.SentKinds.Last());
        Assert.Equal("90;refresher=uac", _rig.Said("Session-Expires")); // by role in this request
        Assert.Equal(method == "INVITE" ? said : "", _rig.LastSent.Text.Split("\r\n\r\n")[1]);
        _rig.PeerAnswers(method, 200, body: method == "INVITE" ? SipRig.Offer : "", headers: "Session-Expires: 90;refresher=uac\r\n");
        _rig.Run(59_000);
        Assert.Equal(2, _rig.Network.Sent.Where(d => d.From.Equals(SipRig.OurAddress) && d.Kind == method).Select(d => d.Text.Split("CSeq: ")[1].Split(' ')[0]).Distinct().Count());
        Assert.DoesNotContain("BYE", _rig.SentKinds);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void A_dead_peer_is_noticed_by_our_refresh()
    {
        Establish("Supported: timer\r\nSession-Expires: 90;refresher=uas\r\n");
        _rig.Run(45_100 + 16_000);

        Assert.Contains("BYE", _rig.SentKinds);
        _rig.Run(33_000);
        Assert.Equal(EndCode.SessionExpired, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_refresh_that_is_refused_is_tried_again_before_the_end()
    {
        Establish("Supported: timer\r\nSession-Expires: 90;refresher=uas\r\nAllow: UPDATE\r\n");
        _rig.Run(45_100);
        _rig.PeerAnswers("UPDATE", 405);
        _rig.Run(5_000);
        _rig.PeerAnswers("UPDATE", 200, headers: "Session-Expires: 90;refresher=uac\r\n");
        _rig.Run(40_000);

        Assert.DoesNotContain("BYE", _rig.SentKinds);
    }

    [Fact]
    public void Our_call_asks_for_an_interval_and_goes_by_the_answer()
    {
        var leg = _rig.DialThroughTrunk();
        Assert.Equal("1800", _rig.Said("Session-Expires"));
        _rig.PeerAnswers("INVITE", 200, body: SipRig.Offer, headers: "Require: timer\r\nSession-Expires: 120;refresher=uas\r\n");
        _rig.Run(88_100); // 120 less 32
        Assert.Equal("BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(EndCode.SessionExpired, _rig.Intake.EndOf(leg)?.Code);
    }

    [Fact]
    public void Without_an_interval_in_the_answer_there_is_no_timer()
    {
        _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 200, body: SipRig.Offer);
        _rig.Run(3_600_000);

        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);
    }

    [Fact]
    public void A_422_to_our_call_is_answered_with_its_minimum_in_the_same_call()
    {
        _rig = new SipRig(terms: new TrunkTerms { SessionExpires = TimeSpan.FromSeconds(90) });
        var leg = _rig.DialThroughTrunk();
        var callId = _rig.Said("Call-ID");
        _rig.PeerAnswers("INVITE", 422, headers: "Min-SE: 120\r\n");

        Assert.Equal(["INVITE", "ACK", "INVITE"], _rig.SentKinds);
        Assert.Equal((callId, "2 INVITE", "120", "120"), (_rig.Said("Call-ID"), _rig.Said("CSeq"), _rig.Said("Session-Expires"), _rig.Said("Min-SE")));
        _rig.PeerAnswers("INVITE", 422, headers: "Min-SE: 60\r\n");
        Assert.Equal(422, leg.Report().SipStatus);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_422_to_our_refresh_is_answered_with_its_minimum()
    {
        Establish("Supported: timer\r\nSession-Expires: 90;refresher=uas\r\nAllow: UPDATE\r\n");
        _rig.Run(45_100);
        _rig.PeerAnswers("UPDATE", 422, headers: "Min-SE: 200\r\n");
        Assert.Equal("200;refresher=uac", _rig.Said("Session-Expires"));
        _rig.PeerAnswers("UPDATE", 200, headers: "Session-Expires: 200;refresher=uac\r\n");
        _rig.Run(99_000);

        Assert.DoesNotContain("BYE", _rig.SentKinds);
    }

    [Fact]
    public void A_too_small_interval_in_a_refresh_of_the_peer_gets_422_and_the_session_stands()
    {
        Establish("Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n");
        _rig.PeerSends("UPDATE", 2, inDialog: true, headers: "Supported: timer\r\nSession-Expires: 30\r\n");

        Assert.Equal("422 UPDATE", _rig.SentKinds.Last());
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void A_trunk_without_timers_asks_for_none()
    {
        _rig = new SipRig(terms: new TrunkTerms { SessionExpires = TimeSpan.Zero });
        _rig.DialThroughTrunk();
        Assert.Null(_rig.Said("Session-Expires"));
    }
}
