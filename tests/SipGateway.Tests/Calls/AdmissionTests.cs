using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>What a new request must pass before it is a call, each check with its own answer.</summary>
public sealed class AdmissionTests
{
    private readonly SipRig _rig = new();

    private void AssertRefused(string kind, RejectCause cause)
    {
        Assert.Equal([kind], _rig.SentKinds);
        Assert.Empty(_rig.Intake.Legs);
        Assert.Empty(_rig.Media.Open);
        Assert.Equal(1, _rig.Stack.RejectCount(cause));
        Assert.Equal(cause, Assert.Single(_rig.Stack.Rejects).Cause);
    }

    [Fact]
    public void An_unknown_user_gets_404()
    {
        _rig.PeerSends("INVITE", user: "nobody", body: SipRig.Offer);

        AssertRefused("404 INVITE", RejectCause.UnknownUser);
        _rig.AssertNothingLeft();
    }

    [Theory]
    [InlineData(IntakeVerdict.Full, RejectCause.Full, true)]
    [InlineData(IntakeVerdict.SpeechBusy, RejectCause.SpeechBusy, true)]
    [InlineData(IntakeVerdict.Draining, RejectCause.Draining, false)]
    public void A_node_that_cannot_take_the_call_says_503(IntakeVerdict verdict, RejectCause cause, bool retry)
    {
        _rig.Intake.Verdict = verdict;
        _rig.PeerSends("INVITE", body: SipRig.Offer);

        AssertRefused("503 INVITE", cause);
        Assert.Equal(retry, _rig.LastSent.Text.Contains("Retry-After:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_draining_node_refuses_calls_and_options_and_keeps_the_live_ones()
    {
        _rig.EstablishInbound();
        _rig.Stack.Drain();
        _rig.PeerSends("OPTIONS", callId: "c2");
        Assert.Equal("503 OPTIONS", _rig.SentKinds.Last());
        _rig.PeerSends("INVITE", callId: "c3", user: "nobody", body: SipRig.Offer);
        Assert.Equal("503 INVITE", _rig.SentKinds.Last());
        _rig.PeerSends("OPTIONS", cseq: 2, inDialog: true);

        Assert.Equal("200 OPTIONS", _rig.SentKinds.Last());
        Assert.Equal(1, _rig.Stack.Counts().Legs);
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("nobody")]
    public void Options_says_what_we_can_do_whoever_is_asked(string user)
    {
        _rig.PeerSends("OPTIONS", user: user);

        Assert.Equal("200 OPTIONS", _rig.LastSent.Kind);
        Assert.Contains("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("Accept: application/sdp", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("Supported:", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_without_a_user_part_is_answered_too()
    {
        _rig.Peer.SendText("""
            OPTIONS sip:127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKopt
            From: <sip:127.0.0.2>;tag=a
            To: <sip:127.0.0.1>
            Call-ID: opt
            CSeq: 1 OPTIONS


            """, SipRig.OurAddress);
        _rig.Run(1);

        Assert.Equal(["200 OPTIONS"], _rig.SentKinds);
    }

    [Theory]
    [InlineData("m=audio 30000 RTP/AVP 18\n", 488, "305")]
    [InlineData("m=audio 30000 RTP/SAVP 0\n", 488, "302")]
    [InlineData("m=video 30000 RTP/AVP 31\n", 488, "304")]
    [InlineData("m=audio 0 RTP/AVP 0\n", 488, "304")]
    [InlineData("m=audio 30000 RTP/AVP 0\nc=IN IP4 224.1.1.1\n", 488, "330")]
    [InlineData("m=audio 30000 RTP/AVP 0\nc=IN IP6 2001:db8::1\n", 488, "301")]
    [InlineData("m=audio 30000 RTP/AVP 0\nc=IN IP4 169.254.169.254\n", 488, "330")]
    [InlineData("m=audio 30", 400, "399")]
    public void An_offer_that_cannot_be_answered_is_refused_with_its_reason(string media, int status, string warning)
    {
        _rig.PeerSends("INVITE", body: "v=0\no=p 1 1 IN IP4 127.0.0.2\ns=-\nc=IN IP4 127.0.0.2\nt=0 0\n" + media);

        AssertRefused($"{status} INVITE", RejectCause.Codec);
        Assert.Contains($"Warning: {warning}", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_free_port_is_503()
    {
        var rig = new SipRig(mediaPorts: 0);
        rig.PeerSends("INVITE", body: SipRig.Offer);

        Assert.Equal(["503 INVITE"], rig.SentKinds);
        Assert.Equal(1, rig.Stack.RejectCount(RejectCause.MediaPort));
    }

    [Fact]
    public void A_body_that_is_no_sdp_gets_415_and_a_caller_who_takes_none_406()
    {
        _rig.PeerSends("INVITE", body: "hello", type: "text/plain");
        AssertRefused("415 INVITE", RejectCause.Content);
        Assert.Contains("Accept: application/sdp", _rig.LastSent.Text, StringComparison.Ordinal);

        _rig.PeerSends("INVITE", callId: "c2", body: SipRig.Offer, headers: "Accept: text/html\r\n");
        Assert.Equal("406 INVITE", _rig.LastSent.Kind);
    }

    [Theory]
    [InlineData("REFER", "Refer-To: <sip:+19005551234@127.0.0.1>\r\n", "403 REFER", RejectCause.Method)]
    [InlineData("NOTIFY", "Event: message-summary\r\n", "489 NOTIFY", RejectCause.Method)]
    [InlineData("NOTIFY", "Event: refer;id=7\r\n", "481 NOTIFY", RejectCause.Dialog)]
    [InlineData("PRACK", "RAck: 1 1 INVITE\r\n", "481 PRACK", RejectCause.Dialog)]
    public void What_belongs_into_a_call_is_refused_outside(string method, string headers, string answer, RejectCause cause)
    {
        _rig.PeerSends(method, headers: headers);

        AssertRefused(answer, cause);
    }

    [Theory]
    [InlineData("text/plain", "202 MESSAGE")]
    [InlineData("application/im-iscomposing+xml", "415 MESSAGE")]
    public void A_text_message_is_accepted_and_makes_no_call(string type, string answer)
    {
        _rig.PeerSends("MESSAGE", body: "Are you open on Monday?", type: type);

        Assert.Equal([answer], _rig.SentKinds);
        Assert.Empty(_rig.Intake.Legs);
    }

    [Fact]
    public void A_required_extension_gets_420()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: "Require: 100rel, precondition\r\n");

        AssertRefused("420 INVITE", RejectCause.Extension);
        Assert.Contains("Unsupported: precondition", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REGISTER", "405 REGISTER")]
    [InlineData("SUBSCRIBE", "405 SUBSCRIBE")]
    [InlineData("PUBLISH", "405 PUBLISH")]
    [InlineData("WHATEVER", "501 WHATEVER")]
    public void Methods_that_we_do_not_do_are_refused_with_allow(string method, string answer)
    {
        _rig.PeerSends(method);

        AssertRefused(answer, RejectCause.Method);
        Assert.Contains("Allow: INVITE", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("INFO")]
    [InlineData("UPDATE")]
    public void Requests_that_live_in_dialogs_get_481_outside(string method)
    {
        _rig.PeerSends(method);

        AssertRefused($"481 {method}", RejectCause.Dialog);
    }

    [Fact]
    public void Who_is_not_on_this_machine_gets_a_stateless_403_and_no_more()
    {
        var stranger = _rig.Network.Listen("192.0.2.66:5060");
        stranger.SendText(SipRig.Invite("192.0.2.66:5060"), SipRig.OurAddress);
        _rig.Run(60_000);

        var answer = Assert.Single(_rig.Network.Sent, d => d.From.Equals(SipRig.OurAddress));
        Assert.Equal("403 INVITE", answer.Kind);
        Assert.Equal(IPEndPoint.Parse("192.0.2.66:5060"), answer.To);
        Assert.Equal(0, _rig.Stack.Counts().ServerTransactions);
        Assert.Equal(1, _rig.Stack.RejectCount(RejectCause.Source));
    }

    [Fact]
    public void Broken_messages_of_strangers_are_not_answered_at_all()
    {
        var stranger = _rig.Network.Listen("192.0.2.66:5060");
        stranger.SendText(SipRig.Invite("192.0.2.66:5060").Replace("CSeq: 1", "CSeq: x", StringComparison.Ordinal), SipRig.OurAddress);
        _rig.Run(1000);

        Assert.Empty(_rig.SentKinds);
        Assert.Equal(1, _rig.Stack.Counts().Unreadable);
    }

    [Fact]
    public void A_retransmitted_invite_is_one_call()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        Assert.Single(_rig.Intake.Legs);

        _rig.PeerSends("INVITE", branch: "z9hG4bKother", body: SipRig.Offer);

        Assert.Equal("482 INVITE", _rig.SentKinds.Last());
        Assert.Single(_rig.Intake.Legs);
    }

    [Fact]
    public void A_fault_of_the_intake_is_503_for_the_caller_and_nothing_for_others()
    {
        _rig.Intake.OnBegin = _ => throw new InvalidOperationException("broken intake");
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        Assert.Equal(["503 INVITE"], _rig.SentKinds);
        Assert.Equal(0, _rig.Stack.Counts().Legs);
        Assert.Equal(1, _rig.Stack.RejectCount(RejectCause.Fault));
        _rig.Intake.OnBegin = null;
        _rig.PeerSends("INVITE", callId: "c2", body: SipRig.Offer);

        Assert.Equal(2, _rig.Intake.Legs.Count);
    }

    [Fact]
    public void The_log_of_refusals_is_bounded()
    {
        for (var i = 0; i < 300; i++)
        {
            _rig.PeerSends("INVITE", callId: $"c{i}", user: "nobody", body: SipRig.Offer);
        }

        Assert.Equal(200, _rig.Stack.Rejects.Count);
        Assert.Equal(300, _rig.Stack.RejectCount(RejectCause.UnknownUser));
    }
}
