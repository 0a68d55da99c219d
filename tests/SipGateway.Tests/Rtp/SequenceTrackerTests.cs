using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class SequenceTrackerTests
{
    private static SequenceTracker After(params int[] sequences)
    {
        var tracker = new SequenceTracker();
        foreach (var sequence in sequences) tracker.Update((ushort)sequence);
        return tracker;
    }

    [Theory]
    [InlineData(new[] { 10, 11, 12 }, 0)]
    [InlineData(new[] { 10, 12, 13 }, 1)]
    [InlineData(new[] { 10, 13, 11, 12 }, 0)]
    [InlineData(new[] { 10, 11, 11, 12 }, -1)]
    [InlineData(new[] { 65534, 65535, 0, 1 }, 0)]
    [InlineData(new[] { 65534, 1 }, 2)]
    [InlineData(new[] { 65535, 1, 0 }, 0)]
    [InlineData(new int[0], 0)]
    public void Loss_is_expected_less_received(int[] sequences, int lost) => Assert.Equal(lost, After(sequences).Lost);

    [Fact]
    public void Roll_over_extends_the_number()
    {
        var tracker = After(65535, 0, 1);
        Assert.Equal(65537, tracker.Highest);
        Assert.Equal(65537, tracker.Extend(1));
        Assert.Equal(65535, tracker.Extend(65535));
    }

    [Theory]
    [InlineData(101, nameof(SequenceVerdict.Forward))]
    [InlineData(3099, nameof(SequenceVerdict.Forward))]
    [InlineData(3100, nameof(SequenceVerdict.Jump))]
    [InlineData(100, nameof(SequenceVerdict.Behind))]
    [InlineData(1, nameof(SequenceVerdict.Behind))]
    [InlineData(0, nameof(SequenceVerdict.Jump))]
    [InlineData(40000, nameof(SequenceVerdict.Jump))]
    public void A_number_is_judged_by_its_distance(int sequence, string verdict) =>
        Assert.Equal(verdict, After(100).Update((ushort)sequence).ToString());

    [Fact]
    public void A_jump_counts_only_when_the_next_packet_confirms_it()
    {
        var tracker = After(100);
        Assert.Equal(SequenceVerdict.Jump, tracker.Update(40000));
        Assert.Equal(SequenceVerdict.Forward, tracker.Update(101));
        Assert.Equal(SequenceVerdict.Jump, tracker.Update(50000));
        Assert.Equal(SequenceVerdict.Restart, tracker.Update(50001));
        Assert.Equal(50001, tracker.Highest);
        Assert.Equal(0, tracker.Lost);
    }

    [Fact]
    public void Jitter_follows_the_recurrence_of_the_rfc()
    {
        var tracker = new SequenceTracker();
        // Transit times 0, 16, 0: differences of 16 each.
        tracker.UpdateJitter(1000, 1000);
        tracker.UpdateJitter(1176, 1160);
        Assert.Equal(1.0, tracker.Jitter, 9);
        tracker.UpdateJitter(1320, 1320);
        Assert.Equal(1.0 + (16 - 1.0) / 16, tracker.Jitter, 9);
    }

    [Fact]
    public void Jitter_survives_the_wrap_of_the_timestamp()
    {
        var tracker = new SequenceTracker();
        tracker.UpdateJitter(500, uint.MaxValue - 100);
        tracker.UpdateJitter(660, 59);
        Assert.Equal(0, tracker.Jitter, 9);
    }

    [Fact]
    public void The_lost_share_is_that_of_the_interval()
    {
        var tracker = After(0, 1, 2, 3);
        Assert.Equal(0, tracker.TakeFractionLost());
        foreach (var sequence in new ushort[] { 4, 6, 8 }) tracker.Update(sequence);
        Assert.Equal(2 * 256 / 5, tracker.TakeFractionLost());
        tracker.Update(9);
        Assert.Equal(0, tracker.TakeFractionLost());
        Assert.Equal(0, tracker.TakeFractionLost());
    }
}
