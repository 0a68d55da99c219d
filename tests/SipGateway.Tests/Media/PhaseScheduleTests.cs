using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class PhaseScheduleTests
{
    private const long Phase = PhaseSchedule.PhaseNs;

    [Fact]
    public void A_late_phase_does_not_push_the_next_ones_back()
    {
        var schedule = new PhaseSchedule();
        schedule.Begin(0);
        Assert.Equal(1, schedule.Take(Phase + 3_000_000));
        Assert.Equal(2 * Phase, schedule.Deadline);
        Assert.Equal(1, schedule.Take(2 * Phase));
        Assert.Equal(3 * Phase, schedule.Deadline);
    }

    [Fact]
    public void An_early_wake_up_does_nothing()
    {
        var schedule = new PhaseSchedule();
        schedule.Begin(0);
        Assert.Equal(0, schedule.Take(Phase - 1));
        Assert.Equal(Phase, schedule.Deadline);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(19, 20)]
    public void Missed_phases_are_caught_up(int missed, int due)
    {
        var schedule = new PhaseSchedule();
        schedule.Begin(0);
        Assert.Equal(due, schedule.Take(Phase + missed * Phase + 1));
        Assert.Equal((missed + 2) * Phase, schedule.Deadline);
        Assert.Equal(0, schedule.Resets);
    }

    [Fact]
    public void After_more_than_five_frames_the_grid_begins_anew()
    {
        var schedule = new PhaseSchedule();
        schedule.Begin(0);
        var now = Phase + 20 * Phase + 7;
        Assert.Equal(1, schedule.Take(now));
        Assert.Equal(1, schedule.Resets);
        Assert.Equal(now + Phase, schedule.Deadline);
    }
}
