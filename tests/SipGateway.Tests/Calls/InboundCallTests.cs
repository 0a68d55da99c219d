using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>A call that comes in, from INVITE to BYE, with what can go wrong on the way.</summary>
public sealed class InboundCallTests
{
    /// <summary>A task of a verb completes on the thread pool, a moment after the virtual time that finished it.</summary>
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(10);

    private readonly SipRig _rig = new();

    [Fact]
    public void A_call_rings_is_answered_confirmed_and_ended_by_the_caller()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        Assert.True(_rig.Leg.RingAsync(default).AsTask().IsCompletedSuccessfully);
        _rig.Answer();
        Assert.Contains("Contact: <sip:echo@127.0.0.1:5060>", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("c=IN IP4 127.0.0.1", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("m=audio 20000 RTP/AVP 0 101", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        var media = Assert.Single(_rig.Media.Open);
        Assert.Equal("127.0.0.2:30000", media.Configured[^1].Remote.ToString());
        Assert.NotNull(media.Observer);

        _rig.PeerSends("BYE", cseq: 2, inDialog: true, headers: "Reason: Q.850;cause=16\r\n");

        Assert.Equal(["180 INVITE", "200 INVITE", "200 BYE"], _rig.SentKinds);
        Assert.Equal(CallEndReason.CallerHangup, _rig.Intake.EndOf(_rig.Leg));
        Assert.Equal("Q.850;cause=16", _rig.Leg.Report().PeerReason);
        Assert.Equal("Pcmu", _rig.Leg.Report().Codec);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void The_leg_tells_who_calls_whom()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);

        Assert.Equal(new LegInfo(LegKind.Sip, CallDirection.Inbound, "peer", "echo", "127.0.0.2:5070", "call-1"), _rig.Leg.Info with { Caller = null });
        Assert.Equal(("peer", "Peer"), (_rig.Leg.Info.Caller?.Number, _rig.Leg.Info.Caller?.Name));
    }

    [Fact]
    public async Task We_hang_up_and_the_end_is_told_when_the_peer_has_confirmed()
    {
        _rig.EstablishInbound();
        var hangUp = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(1);
        Assert.Null(_rig.Intake.EndOf(_rig.Leg));
        Assert.Empty(_rig.Media.Open); // silent while the BYE waits
        Assert.Contains("Reason: Q.850;cause=16", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.StartsWith("BYE sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.Text, StringComparison.Ordinal);

        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(CallEndReason.AgentHangup, _rig.Intake.EndOf(_rig.Leg));
        await hangUp.WaitAsync(RealTime);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_bye_that_nobody_answers_is_given_up_after_64_T1()
    {
        _rig.EstablishInbound();
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(31_000);
        Assert.Null(_rig.Intake.EndOf(_rig.Leg));
        _rig.Run(2_000);

        Assert.Equal(CallEndReason.AgentHangup, _rig.Intake.EndOf(_rig.Leg));
        Assert.Equal(11, _rig.SentKinds.Count(kind => kind == "BYE"));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void The_200_is_repeated_until_the_ack()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Answer();
        _rig.Run(1600); // T1, then 2*T1
        Assert.Equal(3, _rig.SentKinds.Count(kind => kind == "200 INVITE"));

        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        _rig.Run(10_000);

        Assert.Equal(3, _rig.SentKinds.Count(kind => kind == "200 INVITE"));
    }

    [Fact]
    public void A_200_never_acknowledged_ends_in_bye_after_64_T1()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Answer();
        _rig.Run(33_000);
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal("BYE", _rig.SentKinds.Last());
        Assert.Equal(EndCode.NoAck, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Our_bye_waits_for_the_ack()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Answer();
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(100);
        Assert.DoesNotContain("BYE", _rig.SentKinds);

        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        Assert.Equal("BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(CallEndReason.AgentHangup, _rig.Intake.EndOf(_rig.Leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_cancelled_call_ends_with_487_and_tells_it_once()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _ = _rig.Leg.RingAsync(default).AsTask();
        _rig.PeerSends("CANCEL", branch: "z9hG4bKcall-1INVITE1", headers: "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n");
        _rig.RememberTag();
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKcall-1INVITE1");
        Assert.True(_rig.Leg.AnswerAsync(default).AsTask().IsFaulted); // whoever answers learns that it is too late
        _rig.Run(1);

        Assert.Equal(["180 INVITE", "200 CANCEL", "487 INVITE"], _rig.SentKinds);
        Assert.Equal(["LegEnded"], _rig.Intake.NamesOf(_rig.Leg));
        Assert.Equal(EndCode.CallerCancelled, _rig.Intake.EndOf(_rig.Leg)?.Code);
        Assert.Equal(487, _rig.Leg.Report().SipStatus);
        Assert.StartsWith("SIP;cause=200", _rig.Leg.Report().PeerReason, StringComparison.Ordinal);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_cancel_after_our_200_is_answered_and_the_call_stands()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Answer();
        _rig.PeerSends("CANCEL", branch: "z9hG4bKcall-1INVITE1");
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");

        Assert.Equal(["200 INVITE", "200 CANCEL"], _rig.SentKinds);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public async Task A_call_that_the_agent_refuses_gets_a_final_answer()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        var refused = _rig.Leg.HangUpAsync(new CallEndReason(EndCode.ProviderFailure, EndSide.Provider)).AsTask();
        await refused.WaitAsync(RealTime);
        _rig.Run(1);

        Assert.Equal(["503 INVITE"], _rig.SentKinds);
        Assert.Equal(EndCode.ProviderFailure, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.RememberTag();
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKcall-1INVITE1");
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_bye_before_our_answer_ends_the_invite_with_487()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _ = _rig.Leg.RingAsync(default).AsTask();
        _rig.Run(1);
        _rig.RememberTag();
        _rig.PeerSends("BYE", cseq: 2, inDialog: true);

        Assert.Equal(["180 INVITE", "200 BYE", "487 INVITE"], _rig.SentKinds);
        Assert.Equal(EndCode.CallerHangup, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_call_that_rings_for_long_repeats_its_180_each_minute()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _ = _rig.Leg.RingAsync(default).AsTask();
        _rig.Run(121_000);

        Assert.Equal(["180 INVITE", "180 INVITE", "180 INVITE"], _rig.SentKinds);
    }

    [Fact]
    public void Without_an_offer_ours_goes_in_the_200_and_the_answer_comes_in_the_ack()
    {
        _rig.PeerSends("INVITE");
        _rig.Answer();
        Assert.Contains("m=audio 20000 RTP/AVP 0 8 9 111 101 102", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Empty(_rig.Media.Open[0].Configured);

        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack", body: SipRig.Offer);

        Assert.Equal("127.0.0.2:30000", _rig.Media.Open[0].Configured[^1].Remote.ToString());
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void Without_an_answer_in_the_ack_there_is_no_session_and_we_hang_up()
    {
        _rig.PeerSends("INVITE");
        _rig.Answer();
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        Assert.Equal("BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(EndCode.Rejected, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_line_without_media_is_hung_up()
    {
        _rig.EstablishInbound();
        _rig.Media.Open[0].Observer!.MediaTimedOut(TimeSpan.FromSeconds(30));
        _rig.Run(1);
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(EndCode.MediaTimeout, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Both_hang_up_at_once_and_the_end_is_told_once()
    {
        _rig.EstablishInbound();
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.PeerSends("BYE", cseq: 2, inDialog: true);
        Assert.Equal("200 BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 481);

        Assert.Equal(["LegEnded"], _rig.Intake.NamesOf(_rig.Leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_duplicated_bye_is_answered_again()
    {
        _rig.EstablishInbound();
        _rig.PeerSends("BYE", cseq: 2, inDialog: true);
        _rig.PeerSends("BYE", cseq: 2, inDialog: true);

        Assert.Equal(["200 INVITE", "200 BYE", "200 BYE"], _rig.SentKinds);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_session_description_beside_other_parts_is_found()
    {
        _rig.PeerSends("INVITE", type: "multipart/mixed;boundary=cut", body: $"--cut\nContent-Type: application/isup\n\nxx\n--cut\nContent-Type: application/sdp\n\n{SipRig.Offer}\n--cut--\n");
        _rig.Answer();

        Assert.Equal("127.0.0.2:30000", _rig.Media.Open[0].Configured[^1].Remote.ToString());
    }

    [Fact]
    public void A_peer_that_cannot_be_reached_any_more_ends_the_leg()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Ours.Broken = true;
        _ = _rig.Leg.RingAsync(default).AsTask();
        _rig.Run(1);

        Assert.Equal(EndCode.NoAck, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }
}
