using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Transfers that we ask for: REFER and the NOTIFYs after it (RFC 3515, RFC 5589).</summary>
public sealed class TransferTests
{
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(10);
    private static readonly TransferTarget Desk = TransferTarget.To("sip:desk@127.0.0.2:5070");

    private readonly SipRig _rig = new();

    public TransferTests() => _rig.EstablishInbound();

    private Task<TransferOutcome> Transfer(TransferTarget? target = null)
    {
        var outcome = _rig.Leg.TransferAsync(target ?? Desk, default);
        _rig.Run(1);
        return outcome;
    }

    private void PeerNotifies(int cseq, string fragment, string state = "active;expires=60", string package = "refer") => _rig.PeerSends(
        "NOTIFY", cseq, inDialog: true, headers: $"Event: {package}\r\nSubscription-State: {state}\r\n", body: fragment, type: "message/sipfrag;version=2.0");

    [Fact]
    public async Task A_blind_transfer_is_followed_to_its_end()
    {
        var outcome = Transfer();
        Assert.StartsWith("REFER sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal("<sip:desk@127.0.0.2:5070>", _rig.Said("Refer-To"));
        Assert.NotNull(_rig.Said("Referred-By"));
        _rig.PeerAnswers("REFER", 202);
        PeerNotifies(2, "SIP/2.0 100 Trying\r\n");
        PeerNotifies(3, "SIP/2.0 180 Ringing\r\n");
        Assert.Equal("200 NOTIFY", _rig.SentKinds.Last());
        Assert.False(outcome.IsCompleted);
        PeerNotifies(4, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource");

        Assert.Equal(new TransferOutcome(TransferResult.Succeeded, 200), await outcome.WaitAsync(RealTime));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs); // it is the caller of the verb who hangs up
    }

    [Fact]
    public async Task A_busy_target_leaves_the_caller_with_us()
    {
        var outcome = Transfer();
        _rig.PeerAnswers("REFER", 202);
        PeerNotifies(2, "SIP/2.0 486 Busy Here\r\n", "terminated;reason=noresource");

        Assert.Equal(new TransferOutcome(TransferResult.Failed, 486), await outcome.WaitAsync(RealTime));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Theory]
    [InlineData(603)]
    [InlineData(405)]
    public async Task A_peer_that_does_not_transfer_says_so(int status)
    {
        var outcome = Transfer();
        _rig.PeerAnswers("REFER", status);

        Assert.Equal(new TransferOutcome(TransferResult.Refused, status), await outcome.WaitAsync(RealTime));
    }

    [Fact]
    public async Task A_peer_that_lists_what_it_allows_without_refer_is_not_asked()
    {
        _rig.PeerSends("INFO", 2, inDialog: true); // any message between does not matter
        _rig.PeerSends("UPDATE", 3, inDialog: true, headers: "Allow: INVITE, ACK, BYE, UPDATE\r\n");
        var outcome = await Transfer().WaitAsync(RealTime);

        Assert.Equal(new TransferOutcome(TransferResult.Refused), outcome);
        Assert.DoesNotContain("REFER", _rig.SentKinds);
    }

    [Fact]
    public void Headers_that_somebody_wants_go_with_the_refer()
    {
        _ = Transfer(Desk with { Headers = new Dictionary<string, string> { ["X-Case"] = "17" } });
        Assert.Equal("17", _rig.Said("X-Case"));
    }

    [Fact]
    public async Task A_notify_may_overtake_the_202()
    {
        var outcome = Transfer();
        PeerNotifies(2, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource");
        _rig.PeerAnswers("REFER", 202);

        Assert.Equal(TransferResult.Succeeded, (await outcome.WaitAsync(RealTime)).Result);
    }

    [Fact]
    public async Task A_peer_that_tells_nothing_is_waited_for_so_long()
    {
        var outcome = Transfer();
        _rig.PeerAnswers("REFER", 202);
        _rig.Run(29_000);
        Assert.False(outcome.IsCompleted);
        _rig.Run(2_000);

        Assert.Equal(TransferResult.TimedOut, (await outcome.WaitAsync(RealTime)).Result);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_after_its_202_has_taken_the_call()
    {
        var outcome = Transfer();
        _rig.PeerAnswers("REFER", 202);
        _rig.PeerSends("BYE", cseq: 2, inDialog: true);

        Assert.Equal(TransferResult.Accepted, (await outcome.WaitAsync(RealTime)).Result);
        Assert.Equal(EndCode.CallerHangup, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public async Task A_peer_that_will_tell_nothing_says_refer_sub_false()
    {
        var outcome = Transfer();
        _rig.PeerAnswers("REFER", 200, headers: "Refer-Sub: false\r\n");

        Assert.Equal(TransferResult.Accepted, (await outcome.WaitAsync(RealTime)).Result);
    }

    [Fact]
    public async Task Our_hang_up_ends_a_transfer_under_way()
    {
        var outcome = Transfer();
        _ = _rig.Leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _rig.Run(1);
        _rig.PeerAnswers("BYE", 200);

        Assert.Equal(TransferResult.LineGone, (await outcome.WaitAsync(RealTime)).Result);
        _rig.PeerAnswers("REFER", 202);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Notifies_of_other_things_are_refused()
    {
        PeerNotifies(2, "SIP/2.0 200 OK\r\n");
        Assert.Equal("481 NOTIFY", _rig.SentKinds.Last());
        PeerNotifies(3, "x", package: "message-summary");
        Assert.Equal("489 NOTIFY", _rig.SentKinds.Last());
        _ = Transfer();
        PeerNotifies(4, "SIP/2.0 200 OK\r\n", package: "refer;id=999");
        Assert.Equal("481 NOTIFY", _rig.SentKinds.Last());
    }

    [Fact]
    public async Task What_may_not_be_dialled_may_not_be_transferred_to()
    {
        var outcome = await Transfer(TransferTarget.To("sip:+19005551234@evil.example")).WaitAsync(RealTime);

        Assert.Equal(TransferResult.NotAllowed, outcome.Result);
        Assert.DoesNotContain("REFER", _rig.SentKinds);
    }

    [Fact]
    public async Task An_attended_transfer_names_our_place_in_the_other_call()
    {
        var consultation = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 200, "desk-tag", SipRig.Offer, "Allow: INVITE, REFER\r\nSupported: replaces\r\n");
        var invite = _rig.Network.Sent.Last(d => d.Kind == "INVITE" && d.From.Equals(SipRig.OurAddress)).Text;
        var callId = invite.Split("Call-ID: ")[1].Split("\r\n")[0];
        var ourTag = invite.Split("From: ")[1].Split("tag=")[1].Split("\r\n")[0];

        var outcome = Transfer(TransferTarget.Join(consultation));

        Assert.Equal($"<sip:peer@127.0.0.2:5070?Replaces={callId}%3Bto-tag%3Ddesk-tag%3Bfrom-tag%3D{ourTag}>", _rig.Said("Refer-To"));
        _rig.PeerAnswers("REFER", 202);
        PeerNotifies(2, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource");
        Assert.Equal(TransferResult.Succeeded, (await outcome.WaitAsync(RealTime)).Result);
    }

    [Fact]
    public async Task An_attended_transfer_needs_a_consulted_peer_that_knows_replaces()
    {
        var consultation = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 200, "desk-tag", SipRig.Offer, "Allow: INVITE\r\nSupported: timer\r\n");

        Assert.Equal(TransferResult.NotAllowed, (await Transfer(TransferTarget.Join(consultation)).WaitAsync(RealTime)).Result);
    }
}
