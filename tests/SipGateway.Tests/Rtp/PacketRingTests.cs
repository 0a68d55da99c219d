using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class PacketRingTests
{
    private static readonly HeardPacket Audio = new(HeardKind.Audio, 1, 2);

    [Fact]
    public void Packets_of_any_length_come_back_across_the_wrap()
    {
        var ring = new PacketRing();
        var random = new Random(1);
        var waiting = new Queue<(HeardPacket Packet, byte[] Payload)>();
        var read = new byte[ReorderBuffer.MaxPayload];
        for (var i = 0; i < 2000; i++)
        {
            var payload = new byte[random.Next(ReorderBuffer.MaxPayload + 1)];
            random.NextBytes(payload);
            var packet = new HeardPacket(HeardKind.Audio, (uint)i, i, AfterLoss: i % 3 == 0);
            ring.Write(packet, payload);
            waiting.Enqueue((packet, payload));
            if (waiting.Count < 8) continue;
            var (expected, bytes) = waiting.Dequeue();
            Assert.True(ring.TryRead(out var actual, read, out var length));
            Assert.Equal(expected, actual);
            Assert.Equal(bytes, read[..length]);
        }
        Assert.Equal(0, ring.Overflows);
    }

    [Theory]
    [InlineData(10, 128)]
    [InlineData(960, 17)]
    public void A_full_ring_refuses_the_newest_and_counts_it(int bytes, int fits)
    {
        var ring = new PacketRing();
        for (var i = 0; i < fits + 3; i++) ring.Write(Audio, new byte[bytes]);
        Assert.Equal(3, ring.Overflows);
        var read = new byte[ReorderBuffer.MaxPayload];
        for (var i = 0; i < fits; i++) Assert.True(ring.TryRead(out _, read, out _));
        Assert.False(ring.TryRead(out _, read, out _));
        Assert.True(ring.IsEmpty);
    }
}
