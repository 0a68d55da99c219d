using System.Net;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class SourceLatchTests
{
    private const long Ms = 1_000_000;

    private static readonly MediaAddress Signalled = At("192.0.2.1", 4000);
    private static readonly MediaAddress SameHost = At("192.0.2.1", 4999);
    private static readonly MediaAddress Stranger = At("198.51.100.9", 4000);

    private static MediaAddress At(string address, int port) => MediaAddress.From(new IPEndPoint(IPAddress.Parse(address), port));

    private static SourceLatch Latch()
    {
        var latch = new SourceLatch();
        latch.Signal(Signalled);
        return latch;
    }

    private static bool[] Feed(SourceLatch latch, in MediaAddress source, params int[] sequences)
    {
        var heard = new bool[sequences.Length];
        for (var i = 0; i < sequences.Length; i++) heard[i] = latch.Accept(source, 1, (ushort)sequences[i], i * 20 * Ms);
        return heard;
    }

    [Fact]
    public void Before_the_peer_is_known_nobody_is_heard_or_sent_to()
    {
        var latch = new SourceLatch();
        Assert.Equal([false, false, false, false], Feed(latch, Signalled, 1, 2, 3, 4));
        Assert.False(latch.Target.IsSendable);
    }

    [Fact]
    public void The_signalled_address_is_heard_at_once_and_for_good()
    {
        var latch = Latch();
        Assert.Equal([true], Feed(latch, Signalled, 1));
        Assert.Equal([false, false, false, false], Feed(latch, SameHost, 1, 2, 3, 4));
        Assert.Equal(Signalled, latch.Target);
    }

    [Fact]
    public void A_stranger_is_never_heard_and_never_sent_to()
    {
        var latch = Latch();
        Assert.DoesNotContain(true, Feed(latch, Stranger, [.. Enumerable.Range(1, 50)]));
        Assert.Equal(Signalled, latch.Target);
        Assert.False(latch.IsLatched);
    }

    [Fact]
    public void Another_port_of_the_signalled_host_is_learned_after_three_in_a_row()
    {
        var latch = Latch();
        Assert.Equal([false, false, true, true], Feed(latch, SameHost, 1, 2, 3, 9));
        Assert.Equal(SameHost, latch.Target);
        Assert.DoesNotContain(true, Feed(latch, At("192.0.2.1", 5000), 1, 2, 3, 4, 5));
    }

    [Theory]
    [InlineData(5, 5, 5, 5, 5, 5)]
    [InlineData(1, 3, 5, 7, 9, 11)]
    [InlineData(1, 2, 1, 2, 1, 2)]
    public void A_spray_without_progress_is_not_learned(params int[] sequences) =>
        Assert.DoesNotContain(true, Feed(Latch(), SameHost, sequences));

    [Fact]
    public void Two_candidates_who_talk_at_once_are_not_learned()
    {
        var latch = Latch();
        for (var i = 0; i < 20; i++)
        {
            Assert.False(latch.Accept(SameHost, 1, (ushort)i, i * 20 * Ms));
            Assert.False(latch.Accept(At("192.0.2.1", 5000), 2, (ushort)i, i * 20 * Ms));
        }
    }

    [Fact]
    public void Three_in_a_row_but_too_slowly_are_not_learned()
    {
        var latch = Latch();
        Assert.False(latch.Accept(SameHost, 1, 1, 0));
        Assert.False(latch.Accept(SameHost, 1, 2, 600 * Ms));
        Assert.False(latch.Accept(SameHost, 1, 3, 1200 * Ms));
    }

    [Fact]
    public void The_signalled_address_wins_over_a_learned_one()
    {
        var latch = Latch();
        Feed(latch, SameHost, 1, 2, 3);
        Assert.Equal([true], Feed(latch, Signalled, 1));
        Assert.Equal(Signalled, latch.Target);
        Assert.Equal([false], Feed(latch, SameHost, 4));
    }

    [Fact]
    public void A_phone_on_this_machine_may_have_put_its_other_address_into_the_sdp()
    {
        var latch = Latch();
        Assert.Equal([false, false, true], Feed(latch, At("127.0.0.1", 7078), 1, 2, 3));
        Assert.Equal(At("127.0.0.1", 7078), latch.Target);
    }

    [Fact]
    public void A_changed_sdp_address_begins_anew_the_same_one_does_not()
    {
        var latch = Latch();
        Feed(latch, SameHost, 1, 2, 3);
        latch.Signal(Signalled);
        Assert.Equal(SameHost, latch.Target);
        var moved = At("192.0.2.1", 6000);
        latch.Signal(moved);
        Assert.Equal(moved, latch.Target);
        Assert.Equal([false], Feed(latch, SameHost, 4));
        Assert.Equal([true], Feed(latch, moved, 1));
    }

    [Fact]
    public void An_address_that_cannot_be_sent_to_latches_nobody()
    {
        var latch = new SourceLatch();
        latch.Signal(At("0.0.0.0", 4000));
        Assert.DoesNotContain(true, Feed(latch, At("127.0.0.1", 4000), 1, 2, 3, 4));
        Assert.False(latch.Target.IsSendable);
    }
}
