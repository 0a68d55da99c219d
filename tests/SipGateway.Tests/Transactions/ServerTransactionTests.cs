using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Tests.Transactions;

public sealed class ServerTransactionTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(40);
    private readonly TransactionRig _rig = new();

    [Fact]
    public void An_invite_without_an_answer_gets_100_after_200_ms_and_only_one()
    {
        _rig.PeerSends("INVITE");
        _rig.Time.Advance(TimeSpan.FromMilliseconds(198));
        Assert.Empty(_rig.SentKinds);

        _rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["100 INVITE"], _rig.SentKinds);
        Assert.DoesNotContain("tag=" + _rig.Requests[0].LocalTag, _rig.Network.Sent[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invite_answered_at_once_gets_no_100()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(180);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["180 INVITE"], _rig.SentKinds);
    }

    [Theory]
    [InlineData("INVITE", 200)]
    [InlineData("INVITE", 486)]
    [InlineData("OPTIONS", 200)]
    public void What_lingers_knows_copies_of_its_request_and_nothing_of_the_call(string method, int status)
    {
        // 64*T1 of ended calls, with their media, would be a lot of memory.
        var (request, admission) = Answered(method, status);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(request.IsAlive);
        Assert.False(admission.IsAlive);
        Assert.Equal(1, _rig.Layer.ServerCount);
        if (status != 200 || method != "INVITE") // a 2xx to INVITE is repeated by its user (RFC 6026 7.1)
        {
            var before = _rig.SentKinds.Count();
            _rig.PeerSends(method);
            Assert.Equal(before + 1, _rig.SentKinds.Count());
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private (WeakReference Request, WeakReference Admission) Answered(string method, int status)
    {
        _rig.Admission = new object();
        _rig.PeerSends(method);
        var transaction = _rig.Requests[0];
        transaction.Respond(status);
        transaction.User = null;
        var kept = (new WeakReference(transaction.Request), new WeakReference(_rig.Admission));
        _rig.Admission = null;
        _rig.Requests.Clear();
        return kept;
    }

    [Fact]
    public void A_retransmitted_invite_is_one_call_and_gets_the_last_response_again()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(180);
        _rig.PeerSends("INVITE");

        Assert.Single(_rig.Requests);
        Assert.Equal(["180 INVITE", "180 INVITE"], _rig.SentKinds);
    }

    [Fact]
    public void A_refusal_is_repeated_until_its_ack_and_the_ack_goes_no_further()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(404);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1600)); // T1, then 2*T1
        Assert.Equal(3, _rig.SentKinds.Count());

        _rig.PeerSends("ACK", toTag: _rig.Requests[0].LocalTag);
        _rig.Time.Advance(LongEnough);

        Assert.Equal(3, _rig.SentKinds.Count());
        Assert.Empty(_rig.Acks);
        Assert.Equal(0, _rig.Layer.ServerCount);
        Assert.Equal(0, _rig.Time.ArmedTimers);
    }

    [Fact]
    public void A_refusal_never_acknowledged_ends_after_64_T1_in_intervals_up_to_T2()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(486);
        _rig.Time.Advance(LongEnough);

        var gaps = _rig.Network.Sent.Skip(1).Select(d => d.At).ToArray();
        Assert.Equal([0.5, 1, 2, 4, 4, 4, 4, 4, 4, 4], gaps.Skip(1).Zip(gaps, (b, a) => (b - a).TotalSeconds));
        Assert.Equal(["server Timeout"], _rig.Told);
        Assert.Equal(0, _rig.Layer.ServerCount);
    }

    [Fact]
    public void After_a_2xx_copies_of_the_invite_are_absorbed_and_the_ack_passes_up()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(200);
        _rig.PeerSends("INVITE");
        _rig.PeerSends("ACK", branch: "z9hG4bKack", toTag: _rig.Requests[0].LocalTag);

        Assert.Equal(["200 INVITE"], _rig.SentKinds);
        Assert.Single(_rig.Acks);
        _rig.Time.Advance(LongEnough);
        Assert.Equal(0, _rig.Layer.ServerCount);
    }

    [Fact]
    public void A_peer_of_rfc_2543_without_branch_is_matched_by_its_other_fields()
    {
        _rig.PeerSends("INVITE", branch: "");
        _rig.PeerSends("INVITE", branch: "");
        _rig.Requests[0].Respond(200);
        _rig.PeerSends("ACK", branch: "", toTag: _rig.Requests[0].LocalTag);
        _rig.PeerSends("INVITE", branch: "", callId: "call-2");

        Assert.Equal(2, _rig.Requests.Count);
        Assert.Single(_rig.Acks);
    }

    [Fact]
    public void Cancel_is_answered_200_and_told_and_the_invite_can_then_be_ended_with_487()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(180);
        _rig.PeerSends("CANCEL");

        Assert.Equal(["cancelled"], _rig.Told);
        Assert.True(_rig.Requests[0].Respond(487));
        Assert.Equal(["180 INVITE", "200 CANCEL", "487 INVITE"], _rig.SentKinds);
        var tags = _rig.Network.Sent.Where(d => d.From.Equals(TransactionRig.OurAddress)).Select(d => d.Text.Split("tag=")[^1][..20]);
        Assert.Single(tags.Distinct());
    }

    [Fact]
    public void Cancel_after_the_200_changes_nothing()
    {
        _rig.PeerSends("INVITE");
        _rig.Requests[0].Respond(200);
        _rig.PeerSends("CANCEL");

        Assert.Empty(_rig.Told);
        Assert.False(_rig.Requests[0].Respond(487));
        Assert.Equal(["200 INVITE", "200 CANCEL"], _rig.SentKinds);
    }

    [Fact]
    public void Cancel_of_nothing_gets_481()
    {
        _rig.PeerSends("CANCEL");

        Assert.Equal(["481 CANCEL"], _rig.SentKinds);
    }

    [Fact]
    public void The_same_request_by_another_way_is_merged_482_but_not_after_a_refusal()
    {
        _rig.PeerSends("INVITE", branch: "z9hG4bKone");
        _rig.PeerSends("INVITE", branch: "z9hG4bKtwo");
        Assert.Equal(["482 INVITE"], _rig.SentKinds);
        Assert.Single(_rig.Requests);

        _rig.Requests[0].Respond(503);
        _rig.PeerSends("INVITE", branch: "z9hG4bKthree");
        Assert.Equal(2, _rig.Requests.Count);
    }

    [Fact]
    public void A_request_other_than_invite_is_answered_again_for_each_copy_and_forgotten_after_64_T1()
    {
        _rig.PeerSends("OPTIONS");
        _rig.PeerSends("OPTIONS");
        _rig.Requests[0].Respond(200);
        _rig.PeerSends("OPTIONS");

        Assert.Single(_rig.Requests);
        Assert.Equal(["200 OPTIONS", "200 OPTIONS"], _rig.SentKinds);
        _rig.Time.Advance(LongEnough);
        Assert.Equal(0, _rig.Layer.ServerCount);
        Assert.Equal(0, _rig.Time.ArmedTimers);
    }

    [Fact]
    public void A_refused_sender_gets_one_stateless_answer_with_a_stable_tag_and_no_state()
    {
        _rig.RefuseWith = 403;
        _rig.PeerSends("INVITE");
        _rig.PeerSends("INVITE");
        _rig.Time.Advance(LongEnough);

        Assert.Equal(["403 INVITE", "403 INVITE"], _rig.SentKinds);
        Assert.Equal(0, _rig.Layer.ServerCount);
        var answers = _rig.Network.Sent.Where(d => d.From.Equals(TransactionRig.OurAddress)).Select(d => d.Text).Distinct();
        Assert.Single(answers);
    }

    [Fact]
    public void A_full_table_answers_503_without_state()
    {
        var rig = new TransactionRig(maxTransactions: 2);
        for (var i = 0; i < 5; i++)
        {
            rig.PeerSends("INVITE", branch: $"z9hG4bK{i}", callId: $"call-{i}");
        }

        Assert.Equal(2, rig.Requests.Count);
        Assert.Equal(2, rig.Layer.ServerCount);
        Assert.Equal(3, rig.SentKinds.Count(kind => kind == "503 INVITE"));
    }

    [Fact]
    public void A_response_that_cannot_be_sent_ends_the_transaction_and_is_told()
    {
        _rig.PeerSends("INVITE");
        _rig.Ours.Broken = true;
        _rig.Requests[0].Respond(404);

        Assert.Equal(["server Transport"], _rig.Told);
        Assert.Equal(0, _rig.Layer.ServerCount);
    }

    [Fact]
    public void A_response_goes_to_the_source_and_never_to_a_via_host_that_differs()
    {
        _rig.Peer.SendText("""
            OPTIONS sip:echo@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.99:6666;branch=z9hG4bKspoof;maddr=192.0.2.98;rport
            From: <sip:peer@127.0.0.2>;tag=abc
            To: <sip:echo@127.0.0.1>
            Call-ID: spoof
            CSeq: 1 OPTIONS


            """, TransactionRig.OurAddress);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        _rig.Requests[0].Respond(200);

        var answer = _rig.Network.Sent[^1];
        Assert.Equal(TransactionRig.PeerAddress, answer.To);
        Assert.Contains(";received=127.0.0.2", answer.Text, StringComparison.Ordinal);
        Assert.Contains(";rport=5060", answer.Text, StringComparison.Ordinal);
    }
}
