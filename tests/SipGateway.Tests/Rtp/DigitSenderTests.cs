using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class DigitSenderTests
{
    /// <summary>One letter per frame: the key of an event packet, upper-cased "!" for its ends, "." for audio.</summary>
    private static string Play(DigitSender sender, int frames)
    {
        var line = "";
        for (var i = 0; i < frames; i++)
        {
            var isEvent = sender.TryNext((uint)(i * 160), 160, 480, out var packet, out _, out var first);
            line += !isEvent ? "." : packet.End ? "!" : first ? "^" : "+";
        }
        return line;
    }

    [Fact]
    public void A_key_is_sent_with_growing_duration_three_ends_and_a_pause()
    {
        var sender = new DigitSender();
        Assert.True(sender.TryEnqueue('5', 800));
        Assert.True(sender.TryEnqueue('6', 480));
        Assert.Equal("^+++!!!...^+!!!....", Play(sender, 19));
    }

    [Fact]
    public void All_packets_of_a_key_carry_the_timestamp_of_its_beginning()
    {
        var sender = new DigitSender();
        sender.TryEnqueue('#', 400);
        var durations = new List<(uint, ushort, bool)>();
        for (uint now = 7000; sender.TryNext(now, 160, 480, out var packet, out var timestamp, out _); now += 160)
            durations.Add((timestamp, packet.Duration, packet.End));
        Assert.Equal([(7000u, 160, false), (7000u, 320, false), (7000u, 400, true), (7000u, 400, true), (7000u, 400, true)],
            durations.Select(d => (d.Item1, (int)d.Item2, d.Item3)));
    }

    [Theory]
    [InlineData('x')]
    [InlineData(' ')]
    [InlineData('E')]
    public void What_is_no_key_is_refused(char digit) => Assert.False(new DigitSender().TryEnqueue(digit, 800));

    [Fact]
    public void The_queue_is_bounded()
    {
        var sender = new DigitSender();
        for (var i = 0; i < DigitSender.MostQueued; i++) Assert.True(sender.TryEnqueue('1', 800));
        Assert.False(sender.TryEnqueue('1', 800));
    }

    [Fact]
    public void What_we_send_we_would_collect()
    {
        const string Keys = "0123456789*#ABCD";
        var sender = new DigitSender();
        foreach (var key in Keys) sender.TryEnqueue(key, 1280);
        var collector = new DigitCollector();
        var heard = "";
        for (var frame = 0; frame < 400; frame++)
        {
            if (!sender.TryNext((uint)(frame * 160), 160, 480, out var packet, out var timestamp, out _)) continue;
            var press = collector.Take(timestamp, packet, frame * 20_000_000L, out var before);
            Assert.Null(before);
            if (press is not { } p) continue;
            Assert.Equal(1280u, p.Duration);
            heard += p.Digit;
        }
        Assert.Equal(Keys, heard);
    }
}
