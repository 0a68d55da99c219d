using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>A call that we place, with what can go wrong on the way.</summary>
public sealed class OutboundCallTests
{
    /// <summary>A task of a verb completes on the thread pool, a moment after the virtual time that finished it.</summary>
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(10);

    private const string Answer = """
        v=0
        o=peer 1 1 IN IP4 127.0.0.2
        s=-
        c=IN IP4 127.0.0.2
        t=0 0
        m=audio 30000 RTP/AVP 8 101
        a=rtpmap:101 telephone-event/8000

        """;

    private readonly SipRig _rig = new();

    private ICallLeg Dial()
    {
        var leg = _rig.Stack.Outbound.Dial(new DialTarget("sip:peer@127.0.0.2:5070", "voxie"));
        _rig.Intake.Watch(leg);
        _rig.Run(1);
        return leg;
    }

    [Fact]
    public async Task A_call_rings_is_answered_acknowledged_and_hung_up()
    {
        var leg = Dial();
        Assert.Contains("m=audio 20000 RTP/AVP 0 8 9 111 101 102", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("INVITE", 100);
        _rig.PeerAnswers("INVITE", 180);
        _rig.PeerAnswers("INVITE", 200, body: Answer);
        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);
        Assert.Equal("ACK sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.StartLine);
        Assert.Equal(["LegRinging", "LegAnswered"], _rig.Intake.NamesOf(leg));
        var set = Assert.Single(_rig.Media.Open[0].Configured);
        Assert.Equal(("127.0.0.2:30000", (byte)8, (byte?)101), (set.Remote.ToString(), set.PayloadType, set.EventSendType));

        var hangUp = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(1);
        Assert.Contains("CSeq: 2 BYE", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("BYE", 200);

        await hangUp.WaitAsync(RealTime);
        Assert.Equal(CallEndReason.AgentHangup, _rig.Intake.EndOf(leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_retransmitted_200_gets_the_same_ack_again()
    {
        Dial();
        _rig.PeerAnswers("INVITE", 200, body: Answer);
        _rig.PeerAnswers("INVITE", 200, body: Answer);

        var acks = _rig.Network.Sent.Where(d => d.Kind == "ACK").ToArray();
        Assert.Equal(2, acks.Length);
        Assert.Equal(acks[0].Text, acks[1].Text);
    }

    [Theory]
    [InlineData(486, EndCode.Busy, EndSide.Caller)]
    [InlineData(404, EndCode.Rejected, EndSide.Caller)]
    [InlineData(302, EndCode.Rejected, EndSide.Caller)]
    [InlineData(407, EndCode.Rejected, EndSide.Caller)]
    [InlineData(480, EndCode.NoAnswer, EndSide.Caller)]
    [InlineData(503, EndCode.Rejected, EndSide.Carrier)]
    public void A_refusal_ends_the_leg_with_its_status_and_reason(int status, EndCode code, EndSide side)
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", status, headers: "Reason: Q.850;cause=17;text=\"User busy\"\r\n");

        Assert.Equal((code, side), (_rig.Intake.EndOf(leg)?.Code, _rig.Intake.EndOf(leg)?.Side));
        Assert.Equal((status, "Q.850;cause=17;text=\"User busy\""), (leg.Report().SipStatus, leg.Report().PeerReason));
        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds); // no second INVITE: redirects and challenges are not followed
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_cancel_says_why()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 180);
        _ = leg.HangUpAsync(new CallEndReason(EndCode.CallerCancelled, EndSide.Caller) { Cause = new LineCause(null, "SIP;cause=200;text=\"Call completed elsewhere\"") }).AsTask();
        _rig.Run(1);
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", _rig.Said("Reason"));
        _rig.PeerAnswers("CANCEL", 200);
        _rig.PeerAnswers("INVITE", 487);

        Dial();
        _rig.PeerAnswers("INVITE", 180);
        _rig.Run(60_001);
        Assert.Equal(("CANCEL", "Q.850;cause=19;text=\"No answer\""), (_rig.LastSent.Kind, _rig.Said("Reason")));
    }

    [Fact]
    public void Wanted_headers_and_the_one_whose_call_it_is_are_sent()
    {
        _rig.Stack.Outbound.Dial(new DialTarget("sip:peer@127.0.0.2:5070", "") { OnBehalfOf = "+4930123456", Headers = new Dictionary<string, string> { ["X-Case"] = "17" } });
        _rig.Run(1);
        Assert.Equal("17", _rig.Said("X-Case"));
        Assert.StartsWith("<sip:+4930123456@", _rig.Said("From"), StringComparison.Ordinal);
        Assert.Throws<DialRefusedException>(() => _rig.Stack.Outbound.Dial(
            new DialTarget("sip:peer@127.0.0.2:5070", "") { Headers = new Dictionary<string, string> { ["Route"] = "<sip:192.0.2.1>" } }));
    }

    [Fact]
    public void Nobody_there_ends_the_leg_after_64_T1()
    {
        var leg = Dial();
        _rig.Run(33_000);

        Assert.Equal(EndCode.NoAnswer, _rig.Intake.EndOf(leg)?.Code);
        Assert.Equal(408, leg.Report().SipStatus);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_cancel_waits_for_the_first_provisional()
    {
        var leg = Dial();
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _rig.Run(100);
        Assert.Equal(["INVITE"], _rig.SentKinds);
        _rig.PeerAnswers("INVITE", 100);
        Assert.Equal(["INVITE", "CANCEL"], _rig.SentKinds);
        _rig.PeerAnswers("CANCEL", 200);
        _rig.PeerAnswers("INVITE", 487);

        Assert.Equal(CallEndReason.OperatorHangup, _rig.Intake.EndOf(leg));
        Assert.Equal(["INVITE", "CANCEL", "ACK"], _rig.SentKinds);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_200_that_crosses_the_cancel_is_acknowledged_and_ended()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 180);
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _rig.PeerAnswers("INVITE", 200, body: Answer);
        _rig.Run(1);

        Assert.Equal(["INVITE", "CANCEL", "ACK", "BYE"], _rig.SentKinds);
        Assert.Equal(["LegRinging", "LegEnded"], _rig.Intake.NamesOf(leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_peer_that_ignores_the_cancel_is_given_up_after_64_T1()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 180);
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _rig.Run(33_000);

        Assert.Equal(CallEndReason.OperatorHangup, _rig.Intake.EndOf(leg));
        Assert.Equal(0, _rig.Stack.Counts().Legs);
    }

    [Fact]
    public void A_call_that_rings_too_long_is_cancelled()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 180);
        _rig.Run(60_001);
        Assert.Equal("CANCEL", _rig.SentKinds.Last());
        _rig.PeerAnswers("INVITE", 487);

        Assert.Equal(EndCode.NoAnswer, _rig.Intake.EndOf(leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Of_a_forked_call_the_first_answer_wins_and_the_others_are_ended()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 180, toTag: "fork-a");
        _rig.PeerAnswers("INVITE", 183, toTag: "fork-b");
        _rig.PeerAnswers("INVITE", 200, toTag: "fork-b", body: Answer);
        _rig.PeerAnswers("INVITE", 200, toTag: "fork-a", body: Answer);
        _rig.Run(1);

        Assert.Equal(["INVITE", "ACK", "ACK", "BYE"], _rig.SentKinds);
        Assert.Contains("tag=fork-a", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(["LegRinging", "LegAnswered"], _rig.Intake.NamesOf(leg));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void An_answer_without_a_usable_session_is_acknowledged_and_hung_up()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 200, body: Answer.Replace("8 101", "18", StringComparison.Ordinal));
        Assert.Equal(["INVITE", "ACK", "BYE"], _rig.SentKinds);
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(EndCode.Rejected, _rig.Intake.EndOf(leg)?.Code);
        Assert.DoesNotContain("LegAnswered", _rig.Intake.NamesOf(leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void The_other_side_hangs_up()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 200, body: Answer);
        var from = _rig.Network.Sent[0].Text.Split("\r\n").First(l => l.StartsWith("From:", StringComparison.Ordinal))["From: ".Length..];
        var callId = _rig.Network.Sent[0].Text.Split("\r\n").First(l => l.StartsWith("Call-ID:", StringComparison.Ordinal));
        _rig.Peer.SendText($"""
            BYE sip:voxie@127.0.0.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKpeerbye
            From: <sip:peer@127.0.0.2:5070>;tag=peertag
            To: {from}
            {callId}
            CSeq: 1 BYE


            """, SipRig.OurAddress);
        _rig.Run(1);

        Assert.Equal("200 BYE", _rig.SentKinds.Last());
        Assert.Equal(EndCode.CallerHangup, _rig.Intake.EndOf(leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_challenge_to_our_bye_is_not_answered_with_credentials()
    {
        var leg = Dial();
        _rig.PeerAnswers("INVITE", 200, body: Answer);
        _ = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(1);
        _rig.PeerAnswers("BYE", 407, headers: "Proxy-Authenticate: Digest realm=\"x\",nonce=\"y\"\r\n");

        Assert.Equal(["INVITE", "ACK", "BYE"], _rig.SentKinds);
        Assert.DoesNotContain(_rig.Network.Sent, d => d.Text.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Record_routes_are_followed_in_reverse_order()
    {
        Dial();
        _rig.PeerAnswers("INVITE", 200, body: Answer, headers: "Record-Route: <sip:127.0.0.4;lr>, <sip:127.0.0.3:5080;lr>\r\n");

        Assert.Equal("ACK sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.StartLine);
        Assert.Equal("127.0.0.3:5080", _rig.LastSent.To.ToString());
        Assert.Equal(["Route: <sip:127.0.0.3:5080;lr>", "Route: <sip:127.0.0.4;lr>"],
            _rig.LastSent.Text.Split("\r\n").Where(l => l.StartsWith("Route:", StringComparison.Ordinal)).Select(l => l.Replace("\"", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("+19005551234")]
    [InlineData("tel:+19005551234")]
    [InlineData("sip:x@evil.example")]
    [InlineData("sip:x@localhost")]
    [InlineData("sip:x@192.0.2.1")]
    [InlineData("sip:x@127.1")]
    [InlineData("sip:x@2130706433")]
    [InlineData("sip:x@0x7f.1")]
    [InlineData("sips:x@127.0.0.1")]
    [InlineData("sip:x@127.0.0.1;transport=tcp")]
    [InlineData("sip:x@[::ffff:192.0.2.1]")]
    [InlineData("sip:x@[::1]")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("")]
    public void What_the_dial_policy_forbids_is_refused_with_a_reason_and_nothing_is_sent(string address)
    {
        var refused = Assert.Throws<DialRefusedException>(() => _rig.Stack.Outbound.Dial(new DialTarget(address, "voxie")));

        Assert.NotEmpty(refused.Message);
        Assert.Empty(_rig.Network.Sent);
        Assert.Empty(_rig.Media.Open);
    }

    [Fact]
    public void Headers_in_a_dialled_uri_never_become_headers_of_ours()
    {
        _rig.Stack.Outbound.Dial(new DialTarget("sip:peer@127.0.0.2:5070?Route=%3Csip:192.0.2.1%3E", "voxie"));
        _rig.Run(1);

        Assert.Equal("INVITE sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.StartLine);
        Assert.DoesNotContain("Route", _rig.LastSent.Text, StringComparison.Ordinal);
    }
}
