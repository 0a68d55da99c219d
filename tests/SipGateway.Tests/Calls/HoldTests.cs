using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Our own re-INVITEs: hold and resume, glare, refusals (RFC 3261 14.1, RFC 3264 8.4).</summary>
public sealed class HoldTests
{
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(10);

    private readonly SipRig _rig = new();

    public HoldTests() => _rig.EstablishInbound();

    private Task<bool> Hold(bool hold = true)
    {
        var held = _rig.Leg.HoldAsync(hold, default).AsTask();
        _rig.Run(1);
        return held;
    }

    /// <summary>INVITEs of ours, each counted once however often it was sent.</summary>
    private static int Invites(SipRig rig) => rig.Network.Sent.Where(d => d.From.Equals(SipRig.OurAddress) && d.Kind == "INVITE")
        .Select(d => d.Text.Split("CSeq: ")[1].Split(' ')[0]).Distinct().Count();

    private static string Answer(string direction, int version = 2) =>
        SipRig.Offer.Replace("o=peer 1 1", $"o=peer 1 {version}", StringComparison.Ordinal) + $"a={direction}\n";

    private string Version => _rig.Network.Sent.Last(d => d.Text.Contains("\r\no=-", StringComparison.Ordinal)).Text.Split("\r\no=-")[1].Split(' ')[2];

    [Fact]
    public async Task We_hold_and_take_back()
    {
        var before = int.Parse(Version, null);
        var held = Hold();
        Assert.StartsWith("INVITE sip:peer@127.0.0.2:5070 SIP/2.0", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=sendonly", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(before + 1, int.Parse(Version, null));
        Assert.DoesNotContain("100rel", _rig.Said("Supported"), StringComparison.Ordinal);
        _rig.PeerAnswers("INVITE", 100);
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));

        Assert.Equal("ACK", _rig.SentKinds.Last());
        Assert.True(await held.WaitAsync(RealTime));
        var media = _rig.Media.Open[0].Configured[^1];
        Assert.Equal((true, false), (media.Sends, media.Receives));

        var resumed = Hold(false);
        Assert.Contains("a=sendrecv", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("INVITE", 200, body: Answer("sendrecv", 3));
        Assert.True(await resumed.WaitAsync(RealTime));
        Assert.True(_rig.Media.Open[0].Configured[^1].Receives);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public async Task A_lost_ack_is_sent_again()
    {
        var held = Hold();
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));

        Assert.Equal(2, _rig.SentKinds.Count(kind => kind == "ACK"));
        Assert.True(await held.WaitAsync(RealTime));
    }

    [Fact]
    public async Task A_refusal_leaves_the_session_as_it_was()
    {
        var configured = _rig.Media.Open[0].Configured.Count;
        var held = Hold();
        _rig.PeerAnswers("INVITE", 488);

        Assert.False(await held.WaitAsync(RealTime));
        Assert.Equal(configured, _rig.Media.Open[0].Configured.Count);
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
        // What we would say now is what we said before, as a later version.
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer);
        Assert.Contains("a=sendrecv", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public async Task A_peer_that_knows_the_call_no_more_ends_it(int status)
    {
        var held = Hold();
        _rig.PeerAnswers("INVITE", status);
        Assert.Equal("BYE", _rig.SentKinds.Last());
        _rig.PeerAnswers("BYE", 481);

        Assert.False(await held.WaitAsync(RealTime));
        Assert.Equal(EndCode.SessionExpired, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_at_all_ends_it_too()
    {
        var held = Hold();
        _rig.Run(33_000);
        _rig.PeerAnswers("BYE", 200);

        Assert.False(await held.WaitAsync(RealTime));
        Assert.Equal(EndCode.SessionExpired, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public async Task After_a_glare_we_wait_by_who_owns_the_call_id_and_meanwhile_take_the_peers()
    {
        var held = Hold();
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: Answer("sendonly"));
        Assert.Equal("491 INVITE", _rig.SentKinds.Last());
        _rig.PeerAnswers("INVITE", 491);
        Assert.Equal(1, Invites(_rig));

        _rig.Run(2_001); // the Call-ID is the peer's: 0 to 2 s

        Assert.Equal(2, Invites(_rig));
        Assert.Contains("a=sendonly", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));
        Assert.True(await held.WaitAsync(RealTime));
    }

    [Fact]
    public void The_owner_of_the_call_id_waits_longer()
    {
        var rig = new SipRig();
        var leg = rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 200, body: SipRig.Offer);
        _ = leg.HoldAsync(true, default).AsTask();
        rig.Run(1);
        rig.PeerAnswers("INVITE", 491);
        rig.Run(2_090);
        Assert.Equal(2, Invites(rig));
        rig.Run(1_920);
        Assert.Equal(3, Invites(rig));
    }

    [Fact]
    public async Task A_glare_without_end_gives_up()
    {
        var held = Hold();
        for (var i = 0; i < 10; i++)
        {
            _rig.PeerAnswers("INVITE", 491);
            _rig.Run(2_001);
        }

        Assert.False(await held.WaitAsync(RealTime));
        Assert.Equal(6, Invites(_rig));
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public async Task Come_again_is_obeyed()
    {
        var held = Hold();
        _rig.PeerAnswers("INVITE", 500, headers: "Retry-After: 7\r\n");
        _rig.Run(6_900);
        Assert.Equal(1, Invites(_rig));
        _rig.Run(200);
        Assert.Equal(2, Invites(_rig));
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));

        Assert.True(await held.WaitAsync(RealTime));
    }

    [Fact]
    public void Ours_waits_while_the_peers_is_open()
    {
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer);
        _ = Hold();
        Assert.DoesNotContain("INVITE", _rig.SentKinds); // its 200 has no ACK yet

        _rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2");
        _rig.Run(1);

        Assert.Equal("INVITE", _rig.SentKinds.Last());
    }

    [Fact]
    public void Both_sides_may_hold_and_each_takes_back_its_own()
    {
        _ = Hold();
        _rig.PeerAnswers("INVITE", 200, body: Answer("recvonly"));
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: Answer("sendonly", 3));
        Assert.Contains("a=inactive", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal([new HoldChanged(true)], _rig.Intake.SignalsOf(_rig.Leg));
        _rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2");

        _ = Hold(false);
        _rig.PeerAnswers("INVITE", 200, body: Answer("sendonly", 4));

        var media = _rig.Media.Open[0].Configured[^1];
        Assert.Equal((false, true), (media.Sends, media.Receives)); // still held by the peer
        Assert.Equal([new HoldChanged(true)], _rig.Intake.SignalsOf(_rig.Leg));
    }

    [Fact]
    public async Task A_line_that_is_not_up_cannot_be_held()
    {
        var rig = new SipRig();
        rig.PeerSends("INVITE", body: SipRig.Offer);
        Assert.False(await rig.Leg.HoldAsync(true, default));
    }
}
