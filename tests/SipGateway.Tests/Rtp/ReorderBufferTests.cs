using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class ReorderBufferTests
{
    private const long Ms = 1_000_000;

    private readonly PacketRing _ring = new();
    private readonly ReorderBuffer _buffer;

    public ReorderBufferTests() => _buffer = new ReorderBuffer(_ring);

    private bool Put(long sequence, long atMs = 0, HeardKind kind = HeardKind.Audio) =>
        _buffer.Put(sequence, new HeardPacket(kind, (uint)sequence * 160, atMs * Ms), [(byte)sequence, 7]);

    /// <summary>What has come out so far: payload numbers; a loss before one is shown as "-".</summary>
    private string Out()
    {
        var parts = new List<string>();
        var payload = new byte[ReorderBuffer.MaxPayload];
        while (_ring.TryRead(out var packet, payload, out var length))
        {
            Assert.Equal(2, length);
            parts.Add((packet.AfterLoss ? "-" : "") + payload[0]);
        }
        return string.Join(' ', parts);
    }

    [Fact]
    public void In_order_packets_pass_at_once()
    {
        Put(5);
        Assert.Equal("5", Out());
        Put(6);
        Assert.Equal("6", Out());
        Assert.Equal(0, _buffer.Waiting);
    }

    [Fact]
    public void Behind_a_hole_packets_wait_and_pass_in_order_when_it_is_filled()
    {
        Put(5);
        Put(7);
        Put(8);
        Assert.Equal("5", Out());
        Assert.Equal(2, _buffer.Waiting);
        Put(6);
        Assert.Equal("6 7 8", Out());
    }

    [Fact]
    public void A_hole_is_waited_for_60_ms_and_then_shown()
    {
        Put(5, 0);
        Put(7, 20);
        _buffer.Expire(80 * Ms);
        Assert.Equal("5", Out());
        _buffer.Expire(80 * Ms + 1);
        Assert.Equal("-7", Out());
        Put(8, 81);
        Assert.Equal("8", Out());
    }

    [Fact]
    public void A_wait_that_would_end_before_the_next_look_ends_now()
    {
        Put(5, 0);
        Put(7, 20);
        _buffer.Expire(60 * Ms, 20 * Ms);
        Assert.Equal("5", Out());
        _buffer.Expire(61 * Ms, 20 * Ms);
        Assert.Equal("-7", Out());
    }

    [Fact]
    public void Each_hole_has_its_own_wait()
    {
        Put(5, 0);
        Put(7, 10);
        Put(9, 50);
        _buffer.Expire(75 * Ms);
        Assert.Equal("5 -7", Out());
        _buffer.Expire(105 * Ms);
        Assert.Equal("", Out());
        _buffer.Expire(111 * Ms);
        Assert.Equal("-9", Out());
    }

    [Fact]
    public void Late_ones_and_duplicates_are_dropped()
    {
        Put(5);
        Assert.False(Put(5));
        Assert.False(Put(4));
        Assert.True(Put(7));
        Assert.False(Put(7));
        Assert.Equal("5", Out());
    }

    [Fact]
    public void A_hole_too_wide_to_wait_for_is_given_up_at_once()
    {
        Put(5);
        Put(500);
        _buffer.Expire(61 * Ms);
        Assert.Equal("5 -244", Out());
        Put(501);
        Assert.Equal("245", Out());
    }

    [Fact]
    public void When_the_room_behind_a_hole_runs_out_the_hole_is_given_up()
    {
        Put(0);
        for (var i = 2; i <= 17; i++) Put(i);
        Assert.StartsWith("0 -2 3 4", Out());
        Assert.Equal(0, _buffer.Waiting);
    }

    [Fact]
    public void What_carries_no_sound_fills_its_place_silently()
    {
        Put(5);
        Put(6, kind: HeardKind.Nothing);
        Put(7);
        Assert.Equal("5 7", Out());
    }

    [Fact]
    public void A_restart_passes_on_what_waits_and_takes_any_number_next()
    {
        Put(5);
        Put(7);
        _buffer.Restart();
        Put(3);
        Assert.Equal("5 -7 3", Out());
    }

    [Fact]
    public void Any_order_and_loss_comes_out_sorted_and_complete()
    {
        var random = new Random(60);
        for (var round = 0; round < 300; round++)
        {
            var ring = new PacketRing();
            var buffer = new ReorderBuffer(ring);
            // Each packet 20 ms after the one before, delayed by up to 55 ms, one in ten lost; the first comes at once.
            var arrivals = Enumerable.Range(0, 60)
                .Where(i => i == 0 || random.Next(10) > 0)
                .Select(i => (Sequence: 65520L + i, At: i * 20 + (i == 0 ? 0 : random.Next(56))))
                .OrderBy(packet => packet.At).ToList();
            foreach (var (sequence, at) in arrivals)
            {
                buffer.Expire(at * Ms);
                buffer.Put(sequence, new HeardPacket(HeardKind.Audio, (uint)sequence, at * Ms), [1]);
            }
            buffer.Expire(long.MaxValue / 2);
            var heard = new List<long>();
            var payload = new byte[ReorderBuffer.MaxPayload];
            while (ring.TryRead(out var packet, payload, out _)) heard.Add(packet.Timestamp);
            Assert.Equal(arrivals.Select(packet => packet.Sequence).Order(), heard);
        }
    }
}
