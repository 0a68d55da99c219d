using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>100rel (RFC 3262), answering side: what rings reliably, and what offers and answers travel in it.</summary>
public sealed class ReliableProvisionalTests
{
    private const string Required = "Require: 100rel\r\n";
    private const string Supported = "Supported: 100rel\r\n";

    private SipRig _rig = new();

    private string RSeq => _rig.Network.Sent.Last(d => d.Text.Contains("\r\nRSeq:", StringComparison.Ordinal)).Text.Split("\r\n")
        .First(l => l.StartsWith("RSeq:", StringComparison.Ordinal))["RSeq: ".Length..];

    private void Ring()
    {
        Assert.True(_rig.Leg.RingAsync(default).AsTask().IsCompletedSuccessfully);
        _rig.Run(1);
        _rig.RememberTag();
    }

    private void Progress()
    {
        Assert.True(_rig.Leg.ProgressAsync(default).AsTask().IsCompletedSuccessfully);
        _rig.Run(1);
        _rig.RememberTag();
    }

    private void PeerPracks(int cseq = 2, string? rack = null, string body = "") =>
        _rig.PeerSends("PRACK", cseq, inDialog: true, headers: $"RAck: {rack ?? $"{RSeq} 1 INVITE"}\r\n", body: body);

    [Fact]
    public void A_required_180_is_repeated_until_its_prack()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Ring();
        Assert.Equal("100rel", _rig.Said("Require"));
        _rig.Run(500 + 1000 + 2000 + 4000 + 100); // T1, doubling without a cap at T2
        Assert.Equal(5, _rig.SentKinds.Count(kind => kind == "180 INVITE"));

        PeerPracks();
        Assert.Equal("200 PRACK", _rig.SentKinds.Last());
        _rig.Run(20_000);
        Assert.Equal(5, _rig.SentKinds.Count(kind => kind == "180 INVITE"));

        _rig.Answer();
        Assert.Contains("m=audio 20000", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        _rig.PeerSends("BYE", cseq: 3, inDialog: true);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Without_prack_the_invite_is_refused_with_504_after_64_T1()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Ring();
        _rig.Run(31_000);
        Assert.DoesNotContain("504 INVITE", _rig.SentKinds);
        _rig.Run(1_100);
        Assert.Equal("504 INVITE", _rig.SentKinds.Last(kind => kind.EndsWith("INVITE", StringComparison.Ordinal)));
        Assert.Equal(EndCode.NoAck, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Theory]
    [InlineData("1 1 INVITE", "481 PRACK")]
    [InlineData("nonsense", "400 PRACK")]
    public void A_prack_of_something_else_changes_nothing(string rack, string answer)
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Ring();
        PeerPracks(rack: rack);
        Assert.Equal(answer, _rig.SentKinds.Last());
        PeerPracks(cseq: 3, rack: $"{RSeq} 2 INVITE");
        Assert.Equal("481 PRACK", _rig.SentKinds.Last());

        PeerPracks(cseq: 4);
        Assert.Equal("200 PRACK", _rig.SentKinds.Last());
        PeerPracks(cseq: 5);
        Assert.Equal("481 PRACK", _rig.SentKinds.Last());
    }

    [Theory]
    [InlineData(false, Supported, false)]
    [InlineData(true, Supported, true)]
    [InlineData(true, "", false)]
    [InlineData(false, Required, true)]
    public void Reliability_is_used_where_it_is_required_or_preferred(bool prefers, string said, bool reliable)
    {
        _rig = new SipRig(terms: new TrunkTerms { PrefersReliableProvisionals = prefers });
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: said);
        Ring();

        Assert.Equal(reliable, _rig.Said("RSeq") is not null);
    }

    [Fact]
    public void Early_media_goes_in_a_183_whose_answer_is_not_said_again()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Progress();
        Assert.Equal("183 INVITE", _rig.SentKinds.Last());
        Assert.Contains("m=audio 20000 RTP/AVP 0 101", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.NotNull(_rig.Media.Open[0].Observer);
        Assert.False(_rig.Media.Open[0].Configured[^1].Expected);

        PeerPracks();
        _rig.Answer();

        Assert.Equal("200 INVITE", _rig.SentKinds.Last());
        Assert.DoesNotContain("m=audio", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.True(_rig.Media.Open[0].Configured[^1].Expected);
    }

    [Fact]
    public void The_200_waits_for_the_prack_of_an_answer()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Progress();
        Assert.True(_rig.Leg.AnswerAsync(default).AsTask().IsCompletedSuccessfully);
        _rig.Run(100);
        Assert.DoesNotContain("200 INVITE", _rig.SentKinds);

        PeerPracks();
        _rig.Run(1);

        Assert.Equal(["200 PRACK", "200 INVITE"], _rig.SentKinds.TakeLast(2));
    }

    [Fact]
    public void A_hang_up_while_the_200_waits_for_the_prack_ends_in_bye_or_504()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Progress();
        _ = _rig.Leg.AnswerAsync(default).AsTask();
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(33_000);

        Assert.Contains("504 INVITE", _rig.SentKinds);
        Assert.Equal(CallEndReason.AgentHangup, _rig.Intake.EndOf(_rig.Leg));
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void An_unreliable_183_says_the_answer_and_the_200_says_it_again()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        Progress();
        Assert.Null(_rig.Said("RSeq"));
        var early = _rig.LastSent.Text.Split("\r\n\r\n")[1];
        _rig.Answer();

        Assert.Equal(early, _rig.LastSent.Text.Split("\r\n\r\n")[1]);
    }

    [Fact]
    public void Without_an_offer_the_first_reliable_response_makes_ours_and_the_prack_answers()
    {
        _rig.PeerSends("INVITE", headers: Required);
        Ring();
        Assert.Contains("m=audio 20000 RTP/AVP 0 8 9 111 101 102", _rig.LastSent.Text, StringComparison.Ordinal);

        PeerPracks(body: SipRig.Offer.Replace("0 8 101", "8 101", StringComparison.Ordinal));
        Assert.Equal("200 PRACK", _rig.SentKinds.Last());
        _rig.Answer();

        Assert.DoesNotContain("m=audio", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal((byte)8, _rig.Media.Open[0].Configured[^1].PayloadType);
    }

    [Fact]
    public void A_prack_may_bring_an_offer_and_gets_its_answer()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Progress();
        PeerPracks(body: SipRig.Offer.Replace("30000", "32000", StringComparison.Ordinal));

        Assert.Equal("200 PRACK", _rig.SentKinds.Last());
        Assert.Contains("m=audio 20000", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(32000, _rig.Media.Open[0].Configured[^1].Remote.Port);
    }

    [Fact]
    public void After_a_reliable_answer_an_early_update_changes_the_session()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Progress();
        _rig.PeerSends("UPDATE", cseq: 2, inDialog: true, body: SipRig.Offer); // before the PRACK, but the answer is out
        PeerPracks(cseq: 3);
        _rig.PeerSends("UPDATE", cseq: 4, inDialog: true, body: SipRig.Offer.Replace("30000", "33000", StringComparison.Ordinal));

        Assert.Equal("200 UPDATE", _rig.SentKinds.Last());
        Assert.Equal(33000, _rig.Media.Open[0].Configured[^1].Remote.Port);
    }

    [Fact]
    public void Before_any_answer_an_update_with_an_offer_is_put_off_and_one_without_is_taken()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        Ring();
        _rig.PeerSends("UPDATE", cseq: 2, inDialog: true, body: SipRig.Offer);
        Assert.Equal("500 UPDATE", _rig.SentKinds.Last());
        Assert.NotNull(_rig.Said("Retry-After"));

        _rig.PeerSends("UPDATE", cseq: 3, inDialog: true);
        Assert.Equal("200 UPDATE", _rig.SentKinds.Last());
    }

    [Fact]
    public void A_cancel_ends_what_waits_for_a_prack()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, headers: Required);
        Ring();
        _rig.PeerSends("CANCEL", branch: "z9hG4bKcall-1INVITE1");

        Assert.Equal(["200 CANCEL", "487 INVITE"], _rig.SentKinds.TakeLast(2));
        Assert.Equal(EndCode.CallerCancelled, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKcall-1INVITE1");
        _rig.AssertNothingLeft();
    }
}
