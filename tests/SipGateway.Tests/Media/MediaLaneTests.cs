using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public sealed class MediaLaneTests : IAsyncDisposable
{
    private readonly List<int> _passes = [];
    private readonly MediaLane _lane;
    private ListenPass _pass;
    private long _now;

    public MediaLaneTests()
    {
        _pass = heard => _passes.Add(heard.Length);
        _lane = new MediaLane(heard => _pass(heard), TimeProvider.System, NullLogger.Instance);
    }

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private void Run(int phases)
    {
        for (; phases > 0; phases--) _lane.RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    private ScriptedClockedLeg[] Legs(int count)
    {
        var legs = Enumerable.Range(0, count).Select(_ => new ScriptedClockedLeg()).ToArray();
        foreach (var leg in legs) _lane.Add(leg);
        return legs;
    }

    [Fact]
    public void Each_leg_sends_every_20_ms_and_the_legs_are_spread_over_the_phases()
    {
        var legs = Legs(8);
        Run(40);
        foreach (var leg in legs)
        {
            Assert.Equal(10, leg.SentAt.Count);
            Assert.All(leg.SentAt.Zip(leg.SentAt.Skip(1)), pair => Assert.Equal(20_000_000, pair.Second - pair.First));
        }
        var perPhase = legs.GroupBy(leg => leg.SentAt[0]).Select(group => group.Count()).ToArray();
        Assert.Equal([2, 2, 2, 2], perPhase);
    }

    [Fact]
    public async Task A_leg_with_short_packets_is_called_every_10_ms_for_as_long_as_it_wants()
    {
        var legs = Legs(5);
        legs[1].BeatMs = 10;
        Run(8);
        Assert.Equal(4, legs[1].SentAt.Count);
        Assert.All(legs[1].SentAt.Zip(legs[1].SentAt.Skip(1)), pair => Assert.Equal(10_000_000, pair.Second - pair.First));
        legs[1].BeatMs = 20;
        Run(8);
        legs[1].SentAt.Clear();
        Run(8);
        Assert.Equal(2, legs[1].SentAt.Count);
        legs[1].BeatMs = 10;
        Run(8);
        await _lane.RemoveAsync(legs[1]);
        legs[1].SentAt.Clear();
        Run(8);
        Assert.Empty(legs[1].SentAt);
        Assert.All(legs.Where((_, i) => i != 1), leg => Assert.Equal(10, leg.SentAt.Count));
    }

    [Fact]
    public void The_listening_pass_is_made_once_per_phase_for_all_legs()
    {
        Legs(5);
        Run(3);
        Assert.Equal([5, 5, 5], _passes);
    }

    [Fact]
    public async Task A_removed_leg_is_never_touched_again()
    {
        var legs = Legs(2);
        Run(8);
        await _lane.RemoveAsync(legs[0]);
        var (sent, heard) = (legs[0].SentAt.Count, legs[0].Heard);
        Run(8);
        Assert.Equal((sent, heard), (legs[0].SentAt.Count, legs[0].Heard));
        Assert.Equal(4, legs[1].SentAt.Count);
        Assert.Equal(1, _lane.Legs);
    }

    [Fact]
    public void A_leg_that_throws_is_told_and_silenced_and_the_others_go_on()
    {
        var legs = Legs(4);
        legs[1].FailSend = new InvalidOperationException("source");
        legs[2].FailHear = new InvalidOperationException("sink");
        Run(12);
        Assert.Equal("source", Assert.Single(legs[1].Faults).Message);
        Assert.Equal("sink", Assert.Single(legs[2].Faults).Message);
        Assert.Equal([3, 0, 3, 3], legs.Select(leg => leg.SentAt.Count));
        Assert.Equal([12, 12, 0, 12], legs.Select(leg => leg.Heard));
    }

    [Fact]
    public async Task A_leg_that_was_taken_off_for_a_fault_can_still_be_removed()
    {
        var leg = Legs(1)[0];
        leg.FailSend = new InvalidOperationException();
        Run(8);
        await _lane.RemoveAsync(leg);
        Assert.Equal(0, _lane.Legs);
    }

    [Fact]
    public void A_pass_that_throws_costs_one_phase_only()
    {
        var legs = Legs(1);
        var fails = true;
        _pass = heard =>
        {
            _passes.Add(heard.Length);
            if (fails) throw new InvalidOperationException();
        };
        Run(2);
        fails = false;
        Run(2);
        Assert.Equal(4, _passes.Count);
        Assert.Equal(2, _lane.PassFaults);
        Assert.Empty(legs[0].Faults);
    }

    [Fact]
    public void Adding_a_leg_twice_is_told_to_it_and_harms_nobody()
    {
        var leg = Legs(1)[0];
        _lane.Add(leg);
        Run(4);
        Assert.Single(leg.Faults);
    }
}
