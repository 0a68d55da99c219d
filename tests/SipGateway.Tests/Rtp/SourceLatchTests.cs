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

    private static SourceLatch Latch(SourceLearning learning = SourceLearning.Anywhere, in MediaAddress signaller = default)
    {
        var latch = new SourceLatch();
        latch.Signal(Signalled, signaller, learning);
        return latch;
    }

    private static bool Accept(SourceLatch latch, in MediaAddress source, int sequence, long atMs, uint ssrc = 1, byte payloadType = 0, bool expected = true)
    {
        var datagram = new byte[RtpPacket.HeaderBytes + 1];
        RtpPacket.WriteHeader(datagram, false, payloadType, (ushort)sequence, 0, ssrc);
        Assert.True(RtpPacket.TryParse(datagram, out var packet, out _));
        return latch.Accept(source, packet, expected, atMs * Ms);
    }

    private static bool[] Feed(SourceLatch latch, in MediaAddress source, params int[] sequences)
    {
        var heard = new bool[sequences.Length];
        for (var i = 0; i < sequences.Length; i++) heard[i] = Accept(latch, source, sequences[i], i * 20);
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

    [Theory]
    [InlineData("198.51.100.9", 4000)]
    [InlineData("192.0.2.1", 4999)]
    [InlineData("127.0.0.1", 4000)]
    public void Where_nothing_is_learned_only_the_signalled_address_is_heard(string address, int port)
    {
        var latch = Latch(SourceLearning.Never);
        Assert.False(latch.MayHear(At(address, port)));
        Assert.DoesNotContain(true, Feed(latch, At(address, port), [.. Enumerable.Range(1, 50)]));
        Assert.Equal(Signalled, latch.Target);
        Assert.False(latch.IsLatched);
    }

    [Theory]
    [InlineData("192.0.2.1", "198.51.100.9", 4000)]
    [InlineData("192.0.2.1", "192.0.2.1", 4999)]
    [InlineData("192.0.2.1", "127.0.0.1", 4999)]
    [InlineData("127.0.0.1", "127.0.0.9", 4000)]
    public void On_this_machine_others_are_never_heard_and_never_sent_to(string named, string address, int port)
    {
        var latch = new SourceLatch();
        latch.Signal(At(named, 4000), default, SourceLearning.ThisMachine);
        Assert.DoesNotContain(true, Feed(latch, At(address, port), [.. Enumerable.Range(1, 50)]));
        Assert.Equal(At(named, 4000), latch.Target);
        Assert.False(latch.IsLatched);
    }

    [Theory]
    [InlineData("192.0.2.1", 4999)]
    [InlineData("198.51.100.9", 4000)]
    public void Behind_a_nat_a_source_is_learned_after_five_in_a_row_and_then_nobody_else(string address, int port)
    {
        var latch = Latch();
        Assert.Equal([false, false, false, false, true, true], Feed(latch, At(address, port), 1, 2, 3, 4, 5, 9));
        Assert.Equal(At(address, port), latch.Target);
        Assert.False(latch.MayHear(At("192.0.2.1", 5000)));
        Assert.DoesNotContain(true, Feed(latch, At("192.0.2.1", 5000), 1, 2, 3, 4, 5, 6, 7));
        Assert.Equal(At(address, port), latch.Target);
    }

    [Theory]
    [InlineData(5, 5, 5, 5, 5, 5)]
    [InlineData(1, 3, 5, 7, 9, 11)]
    [InlineData(1, 2, 1, 2, 1, 2)]
    [InlineData(1, 2, 3, 4, 1, 2, 3, 4)]
    public void A_spray_without_progress_is_not_learned(params int[] sequences) =>
        Assert.DoesNotContain(true, Feed(Latch(), SameHost, sequences));

    [Fact]
    public void Another_stream_or_payload_type_begins_the_count_anew()
    {
        var latch = Latch();
        for (var i = 0; i < 20; i++) Assert.False(Accept(latch, SameHost, i, i * 20, ssrc: (uint)(i / 4)));
        for (var i = 0; i < 20; i++) Assert.False(Accept(latch, SameHost, i, 2000 + i * 20, payloadType: (byte)(i % 4 == 3 ? 101 : 0)));
    }

    [Fact]
    public void Two_candidates_who_talk_at_once_are_not_learned()
    {
        var latch = Latch();
        for (var i = 0; i < 20; i++)
        {
            Assert.False(Accept(latch, SameHost, i, i * 20));
            Assert.False(Accept(latch, At("192.0.2.1", 5000), i, i * 20, ssrc: 2));
        }
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("203.0.113.5")]
    public void While_the_host_of_the_sdp_or_of_the_signalling_speaks_nobody_farther_is_learned(string near)
    {
        var latch = Latch(signaller: At("203.0.113.5", 0));
        var peer = At(near, 31_000);
        Assert.False(Accept(latch, peer, 100, 0));
        for (var i = 0; i < 40; i++) Assert.False(Accept(latch, Stranger, i, 1 + i * 10, ssrc: 2));
        for (var i = 1; i < 4; i++) Assert.False(Accept(latch, peer, 100 + i, 400 + i * 20));
        Assert.True(Accept(latch, peer, 104, 480));
        Assert.Equal(peer, latch.Target);
    }

    [Fact]
    public void Five_in_a_row_but_too_slowly_are_not_learned()
    {
        var latch = Latch();
        for (var i = 0; i < 20; i++) Assert.False(Accept(latch, SameHost, i, i * 300));
    }

    [Fact]
    public void Nobody_is_learned_while_nothing_is_to_be_received()
    {
        var latch = Latch();
        for (var i = 0; i < 20; i++) Assert.False(Accept(latch, SameHost, i, i * 20, expected: false));
        Assert.True(Accept(latch, Signalled, 1, 500, expected: false));
    }

    [Fact]
    public void The_signalled_address_wins_over_a_learned_one()
    {
        var latch = Latch();
        Feed(latch, SameHost, 1, 2, 3, 4, 5);
        Assert.Equal([true], Feed(latch, Signalled, 1));
        Assert.Equal(Signalled, latch.Target);
        Assert.DoesNotContain(true, Feed(latch, SameHost, 4, 5, 6, 7, 8, 9));
    }

    [Fact]
    public void A_phone_on_this_machine_may_have_put_its_other_address_into_the_sdp()
    {
        var latch = Latch(SourceLearning.ThisMachine);
        Assert.Equal([false, false, false, false, true], Feed(latch, At("127.0.0.1", 4000), 1, 2, 3, 4, 5));
        Assert.Equal(At("127.0.0.1", 4000), latch.Target);
    }

    [Fact]
    public void A_changed_sdp_address_begins_anew()
    {
        var latch = Latch();
        Feed(latch, SameHost, 1, 2, 3, 4, 5);
        var moved = At("192.0.2.1", 6000);
        latch.Signal(moved, default, SourceLearning.Anywhere);
        Assert.Equal(moved, latch.Target);
        Assert.Equal([false], Feed(latch, SameHost, 6));
        Assert.Equal([true], Feed(latch, moved, 1));
    }

    [Fact]
    public void The_same_sdp_again_lets_a_source_that_moved_be_learned_but_not_while_the_old_one_speaks()
    {
        var latch = Latch();
        Feed(latch, SameHost, 1, 2, 3, 4, 5);
        latch.Signal(Signalled, default, SourceLearning.Anywhere);
        Assert.Equal(SameHost, latch.Target);
        Assert.Equal([true], Feed(latch, SameHost, 6));
        Assert.DoesNotContain(true, Feed(latch, Stranger, 1, 2, 3, 4, 5, 6));

        latch.Signal(Signalled, default, SourceLearning.Anywhere);
        Assert.Equal([false, false, false, false, true], Feed(latch, Stranger, 1, 2, 3, 4, 5));
        Assert.Equal(Stranger, latch.Target);
    }

    [Fact]
    public void An_address_that_is_not_believed_is_neither_sent_to_nor_heard_until_a_source_is_learned()
    {
        var latch = new SourceLatch();
        latch.Signal(Signalled, At("203.0.113.5", 0), SourceLearning.Anywhere, believed: false);
        Assert.False(latch.Target.IsSendable);
        Assert.False(Accept(latch, Signalled, 1, 0));
        Assert.Contains(true, Feed(latch, At("203.0.113.5", 31_000), 1, 2, 3, 4, 5));
        Assert.Equal(At("203.0.113.5", 31_000), latch.Target);
    }

    [Fact]
    public void An_address_that_cannot_be_sent_to_latches_nobody()
    {
        var latch = new SourceLatch();
        latch.Signal(At("0.0.0.0", 4000), default, SourceLearning.Anywhere);
        Assert.DoesNotContain(true, Feed(latch, At("127.0.0.1", 4000), 1, 2, 3, 4, 5, 6));
        Assert.False(latch.Target.IsSendable);
    }
}
