using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Transfers that the peer asks for: REFER and INVITE with Replaces received (S8: by trunk policy only).</summary>
public sealed class TransferredTests
{
    private const string ReferTo = "Refer-To: <sip:peer@127.0.0.2:5070>\r\n";

    private readonly SipRig _rig = new(terms: new TrunkTerms { AllowsTransfer = true });

    public TransferredTests() => _rig.EstablishInbound();

    private IEnumerable<string> Fragments => _rig.Network.Sent.Where(d => d.From.Equals(SipRig.OurAddress) && d.Kind == "NOTIFY")
        .Select(d => d.Text.Split("\r\n\r\n")[1].Trim()).Distinct();

    private void PeerInvites(string replaces, string callId = "call-2", string offer = SipRig.Offer) => _rig.PeerSends(
        "INVITE", callId: callId, body: offer.Replace("30000", "36000", StringComparison.Ordinal), headers: $"Replaces: {replaces}\r\n");

    private string Place => $"call-1;to-tag={_rig.OurTag};from-tag=peertag";

    [Fact]
    public void A_trunk_that_may_not_transfer_gets_603()
    {
        var rig = new SipRig();
        rig.EstablishInbound();
        rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        Assert.Equal("603 REFER", rig.SentKinds.Last());
        Assert.DoesNotContain("INVITE", rig.SentKinds);
    }

    [Theory]
    [InlineData("", "400 REFER")]
    [InlineData("Refer-To: <<nonsense\r\n", "400 REFER")]
    [InlineData("Refer-To: <sip:a@127.0.0.2>\r\nRefer-To: <sip:b@127.0.0.2>\r\n", "400 REFER")]
    [InlineData("Refer-To: <sip:+19005551234@evil.example>\r\n", "603 REFER")]
    [InlineData("Refer-To: <sip:x@127.0.0.2;method=BYE>\r\n", "603 REFER")]
    [InlineData("Refer-To: <http://127.0.0.1/>\r\n", "603 REFER")]
    [InlineData("Refer-To: <sip:x@127.0.0.2?Replaces=nonsense>\r\n", "400 REFER")]
    public void What_cannot_or_may_not_be_dialled_is_refused(string headers, string answer)
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: headers);

        Assert.Equal(answer, _rig.SentKinds.Last());
        Assert.DoesNotContain("INVITE", _rig.SentKinds);
    }

    [Fact]
    public void The_target_is_dialled_the_peer_is_told_and_the_call_goes_on_with_it()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: "Refer-To: <sip:peer@127.0.0.2:5070?Route=%3Csip:evil%3E>\r\nReferred-By: <sip:boss@127.0.0.2>\r\n");
        Assert.Contains("202 REFER", _rig.SentKinds);
        var invite = _rig.Network.Sent.Last(d => d.Kind == "INVITE" && d.From.Equals(SipRig.OurAddress)).Text;
        Assert.StartsWith("INVITE sip:peer@127.0.0.2:5070 SIP/2.0", invite, StringComparison.Ordinal);
        Assert.Contains("Referred-By: <sip:boss@127.0.0.2>", invite, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", invite, StringComparison.Ordinal);
        var before = _rig.Media.Open[0].Configured.Count;
        _rig.PeerAnswers("NOTIFY", 200);
        _rig.PeerAnswers("INVITE", 180, "desk");
        Assert.Equal(before, _rig.Media.Open[0].Configured.Count); // still with the one who transfers
        _rig.PeerAnswers("INVITE", 200, "desk", SipRig.Offer.Replace("30000", "35000", StringComparison.Ordinal));

        Assert.Equal(["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"], Fragments);
        Assert.Equal(35000, _rig.Media.Open[0].Configured[^1].Remote.Port);
        Assert.DoesNotContain("BYE", _rig.SentKinds); // not before the peer knows what the transfer came to
        _rig.PeerAnswers("NOTIFY", 200);
        Assert.Equal("BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 200);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg)); // the call knows nothing of it
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);

        _rig.PeerSendsBack("BYE", 1, "desk");
        Assert.Equal(EndCode.CallerHangup, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void A_peer_that_does_not_answer_the_last_notify_is_hung_up_all_the_same()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerAnswers("INVITE", 200, "desk", SipRig.Offer.Replace("30000", "35000", StringComparison.Ordinal));
        _rig.PeerSends("INVITE", cseq: 3, inDialog: true, body: SipRig.Offer); // its own session moves the media no more
        Assert.Equal(35000, _rig.Media.Open[0].Configured[^1].Remote.Port);
        _rig.Run(1900);
        Assert.DoesNotContain("BYE", _rig.SentKinds);
        _rig.Run(200);
        Assert.Equal("BYE", _rig.SentKinds.Last());
    }

    [Fact]
    public void A_peer_that_hangs_up_on_the_last_notify_gets_no_bye()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerAnswers("INVITE", 200, "desk", SipRig.Offer.Replace("30000", "35000", StringComparison.Ordinal));
        _rig.PeerSends("BYE", cseq: 3, inDialog: true);
        Assert.Equal("200 BYE", _rig.SentKinds.Last());
        _rig.Run(5000);
        Assert.DoesNotContain("BYE", _rig.SentKinds);
        Assert.Null(_rig.Intake.EndOf(_rig.Leg));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void A_target_that_refuses_leaves_the_call_where_it_was()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerAnswers("INVITE", 486, "desk");

        Assert.Equal(["SIP/2.0 100 Trying", "SIP/2.0 486 Busy Here"], Fragments);
        Assert.Contains("Subscription-State: terminated;reason=noresource", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Null(_rig.Intake.EndOf(_rig.Leg));
        _rig.PeerSends("REFER", cseq: 3, inDialog: true, headers: ReferTo);
        Assert.Contains("INVITE", _rig.SentKinds.TakeLast(3)); // it may try again
    }

    [Fact]
    public void A_target_that_does_not_answer_is_given_up()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerAnswers("INVITE", 180, "desk");
        _rig.Run(60_000);
        Assert.Contains("CANCEL", _rig.SentKinds);
        _rig.PeerAnswers("INVITE", 487, "desk");
        Assert.Contains("SIP/2.0 487 Request Terminated", Fragments);
    }

    [Fact]
    public void A_second_refer_while_one_is_under_way_is_refused()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerSends("REFER", cseq: 3, inDialog: true, headers: ReferTo);
        Assert.Equal("603 REFER", _rig.SentKinds.Last());
    }

    [Fact]
    public void Without_a_subscription_nothing_is_told()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo + "Refer-Sub: false\r\nRequire: norefersub\r\n");
        _rig.PeerAnswers("INVITE", 180, "desk");

        Assert.Contains(_rig.Network.Sent, d => d.Kind == "202 REFER" && d.Text.Contains("Refer-Sub: false", StringComparison.Ordinal));
        Assert.Empty(Fragments);
    }

    [Fact]
    public void A_hang_up_meanwhile_gives_up_the_target()
    {
        _rig.PeerSends("REFER", cseq: 2, inDialog: true, headers: ReferTo);
        _rig.PeerAnswers("INVITE", 180, "desk");
        _rig.PeerSends("BYE", cseq: 3, inDialog: true);
        _rig.Run(1);

        Assert.Equal("CANCEL", _rig.SentKinds.Last());
        _rig.PeerAnswers("CANCEL", 200);
        _rig.PeerAnswers("INVITE", 487, "desk");
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void An_invite_with_replaces_takes_the_peers_place()
    {
        PeerInvites(Place);

        Assert.Contains("200 INVITE", _rig.SentKinds);
        Assert.Equal("BYE", _rig.SentKinds.Where(kind => kind is "BYE" or "200 INVITE").Last(kind => kind == "BYE"));
        _rig.PeerAnswers("BYE", 200);
        Assert.Equal(36000, _rig.Media.Open[0].Configured[^1].Remote.Port);
        Assert.Single(_rig.Intake.Legs);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
        Assert.Single(_rig.Media.Open);

        // From here on it is the new one that holds, and hangs up.
        var answer = _rig.Network.Sent.Last(d => d.Kind == "200 INVITE").Text;
        var tag = answer.Split("\r\n").First(l => l.StartsWith("To:", StringComparison.Ordinal)).Split("tag=")[1];
        _rig.UseTag(tag);
        _rig.PeerSends("ACK", callId: "call-2", inDialog: true, branch: "z9hG4bKack-2");
        _rig.PeerSends("BYE", cseq: 2, callId: "call-2", inDialog: true);
        Assert.Equal(EndCode.CallerHangup, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Theory]
    [InlineData("another;to-tag=x;from-tag=y", "481 INVITE")]
    [InlineData("call-1;to-tag=x", "400 INVITE")]
    [InlineData("nonsense", "400 INVITE")]
    public void A_place_that_nobody_has_is_refused(string replaces, string answer)
    {
        PeerInvites(replaces);
        Assert.Equal(answer, _rig.SentKinds.Last());
        Assert.Single(_rig.Intake.Legs);
    }

    [Fact]
    public void A_place_that_is_wanted_only_while_it_rings_is_taken()
    {
        PeerInvites(Place + ";early-only");
        Assert.Equal("486 INVITE", _rig.SentKinds.Last());
    }

    [Fact]
    public void A_place_in_a_call_that_ends_is_gone()
    {
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        PeerInvites(Place);
        Assert.Equal("603 INVITE", _rig.SentKinds.Last());
    }

    [Fact]
    public void A_taker_without_a_codec_of_ours_gets_488_and_the_call_stands()
    {
        PeerInvites(Place, offer: SipRig.Offer.Replace("0 8 101", "18", StringComparison.Ordinal));
        Assert.Equal("488 INVITE", _rig.SentKinds.Last());
        Assert.Equal(30000, _rig.Media.Open[0].Configured[^1].Remote.Port);
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void A_trunk_that_may_not_transfer_takes_no_place()
    {
        var rig = new SipRig();
        rig.EstablishInbound();
        rig.PeerSends("INVITE", callId: "call-2", body: SipRig.Offer, headers: $"Replaces: call-1;to-tag={rig.OurTag};from-tag=peertag\r\n");
        Assert.Equal("403 INVITE", rig.SentKinds.Last());
    }
}
