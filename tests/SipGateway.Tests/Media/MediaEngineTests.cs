using Voxie.SipGateway.Media;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Media;

/// <summary>The real threads: that they tick, let go, and end. How well they keep time is measured elsewhere.</summary>
public class MediaEngineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static MediaEngine NewEngine(int clocks = 1) =>
        new(new MediaOptions { ClockThreads = clocks }, () => _ => { }, TimeProvider.System);

    private static (ScriptedClockedLeg Leg, Task Ticked) TickedLeg(int times)
    {
        var leg = new ScriptedClockedLeg();
        var ticked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        leg.OnSend = () =>
        {
            if (leg.SentAt.Count == times) ticked.TrySetResult();
        };
        return (leg, ticked.Task);
    }

    [Fact]
    public async Task Legs_are_ticked_on_absolute_time_and_removed_ones_are_left_alone()
    {
        await using var engine = NewEngine();
        engine.Start();
        var (leg, ticked) = TickedLeg(10);
        var lane = engine.LeastLoaded();
        lane.Add(leg);
        await ticked.WaitAsync(Patience);
        await lane.RemoveAsync(leg).WaitAsync(Patience);
        var sent = leg.SentAt.Count;

        // Another leg's ticks show that the clock goes on without the first.
        var (other, otherTicked) = TickedLeg(5);
        lane.Add(other);
        await otherTicked.WaitAsync(Patience);
        Assert.Equal(sent, leg.SentAt.Count);
        Assert.Empty(leg.Faults);
        var report = Assert.Single(engine.Report());
        Assert.True(report.Wakes > 10);
    }

    [Fact]
    public async Task Legs_go_to_the_lane_with_the_fewest()
    {
        await using var engine = NewEngine(clocks: 3);
        var lanes = new List<MediaLane>();
        for (var i = 0; i < 6; i++)
        {
            lanes.Add(engine.LeastLoaded());
            lanes[^1].Add(new ScriptedClockedLeg());
        }
        Assert.Equal([2, 2, 2], lanes.GroupBy(lane => lane).Select(group => group.Count()));
    }

    [Fact]
    public async Task Legs_can_be_removed_while_and_after_the_engine_ends()
    {
        var engine = NewEngine();
        engine.Start();
        var lane = engine.LeastLoaded();
        var (before, ticked) = TickedLeg(1);
        var after = new ScriptedClockedLeg();
        lane.Add(before);
        lane.Add(after);
        await ticked.WaitAsync(Patience);
        var removal = lane.RemoveAsync(before);
        await engine.DisposeAsync();
        await removal.WaitAsync(Patience);
        await lane.RemoveAsync(after).WaitAsync(Patience);
        lane.Add(new ScriptedClockedLeg());
    }

    [Fact]
    public async Task A_probe_ticks_the_clocks_without_a_call_and_leaves_nothing_behind()
    {
        await using var engine = NewEngine(clocks: 2);
        engine.Start();
        var reports = await engine.ProbeAsync(TimeSpan.FromMilliseconds(60), CancellationToken.None);
        Assert.All(reports, report => Assert.True(report.Wakes > 0));
        Assert.All(engine.Report(), report => Assert.Equal(0, report.Legs));
    }

    [Fact]
    public void A_clock_of_another_unit_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MediaEngine(new MediaOptions(), () => _ => { }, new FakeTimeProvider()));
}
