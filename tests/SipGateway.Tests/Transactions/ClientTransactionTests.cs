namespace Voxie.SipGateway.Tests.Transactions;

public sealed class ClientTransactionTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(40);
    private readonly TransactionRig _rig = new();

    private IEnumerable<double> Gaps()
    {
        var times = _rig.Network.Sent.Where(d => d.From.Equals(TransactionRig.OurAddress)).Select(d => d.At).ToArray();
        return times.Skip(1).Zip(times, (b, a) => (b - a).TotalSeconds);
    }

    [Fact]
    public void An_invite_nobody_answers_is_sent_seven_times_and_times_out_after_64_T1()
    {
        _rig.WeSend("INVITE");
        _rig.Time.Advance(LongEnough);

        Assert.Equal([0.5, 1, 2, 4, 8, 16], Gaps());
        Assert.Equal(["client Timeout"], _rig.Told);
        Assert.Equal(0, _rig.Layer.ClientCount);
        Assert.Equal(0, _rig.Time.ArmedTimers);
    }

    [Fact]
    public void Another_request_nobody_answers_is_repeated_in_intervals_up_to_T2()
    {
        _rig.WeSend("BYE");
        _rig.Time.Advance(LongEnough);

        Assert.Equal([0.5, 1, 2, 4, 4, 4, 4, 4, 4, 4], Gaps());
        Assert.Equal(["client Timeout"], _rig.Told);
        Assert.Equal(0, _rig.Layer.ClientCount);
    }

    [Fact]
    public void A_provisional_stops_the_repetition_of_an_invite()
    {
        _rig.WeSend("INVITE");
        _rig.PeerAnswers(180);
        _rig.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["INVITE"], _rig.SentKinds);
        Assert.Equal([180], _rig.Responses);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public void Every_copy_of_a_refusal_is_acknowledged_and_only_the_first_passes_up()
    {
        _rig.WeSend("INVITE");
        _rig.PeerAnswers(486);
        _rig.PeerAnswers(486, method: "INVITE");

        Assert.Equal([486], _rig.Responses);
        Assert.Equal(["INVITE", "ACK", "ACK"], _rig.SentKinds);
        var ack = _rig.Network.Sent.Last(d => d.Kind == "ACK").Text;
        Assert.Contains("CSeq: 7 ACK", ack, StringComparison.Ordinal);
        Assert.Contains("tag=peer", ack, StringComparison.Ordinal);
        var branch = _rig.Network.Sent[0].Text.Split("branch=")[1].Split(';')[0];
        Assert.Contains(branch, ack, StringComparison.Ordinal);
        _rig.Time.Advance(LongEnough);
        Assert.Equal(0, _rig.Layer.ClientCount);
    }

    [Fact]
    public void Every_2xx_passes_up_and_none_is_acknowledged_here()
    {
        _rig.WeSend("INVITE");
        _rig.PeerAnswers(200, "one");
        _rig.PeerAnswers(200, "two");

        Assert.Equal([200, 200], _rig.Responses);
        Assert.Equal(["INVITE"], _rig.SentKinds);
        _rig.Time.Advance(LongEnough);
        Assert.Equal(0, _rig.Layer.ClientCount);
    }

    [Fact]
    public void A_request_that_cannot_be_sent_is_told_at_once()
    {
        _rig.Ours.Broken = true;
        _rig.WeSend("OPTIONS");

        Assert.Equal(["client Transport"], _rig.Told);
        Assert.Equal(0, _rig.Layer.ClientCount);
    }

    [Fact]
    public void A_cancel_has_the_branch_and_the_number_of_its_invite_and_an_answer_of_its_own()
    {
        var invite = _rig.WeSend("INVITE");
        _rig.PeerAnswers(180);
        _rig.Layer.SendCancel(invite, _rig);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        _rig.PeerAnswers(200, method: "CANCEL");
        _rig.PeerAnswers(487, method: "INVITE");

        Assert.Equal([180, 200, 487], _rig.Responses);
        var cancel = _rig.Network.Sent.First(d => d.Kind == "CANCEL").Text;
        Assert.Contains("CSeq: 7 CANCEL", cancel, StringComparison.Ordinal);
        Assert.Contains(_rig.Network.Sent[0].Text.Split("branch=")[1].Split(';')[0], cancel, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_with_a_branch_that_is_not_ours_is_dropped()
    {
        _rig.WeSend("OPTIONS");
        var request = _rig.Network.Sent[0].Text.Split("\r\n");
        _rig.Peer.SendText($"""
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKforged
            From: <sip:us@127.0.0.1>;tag=ours
            To: <sip:peer@127.0.0.2>;tag=x
            Call-ID: our-call
            CSeq: 7 OPTIONS


            """, TransactionRig.OurAddress);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Empty(_rig.Responses);
        Assert.Contains("OPTIONS", request[0], StringComparison.Ordinal);
    }
}
