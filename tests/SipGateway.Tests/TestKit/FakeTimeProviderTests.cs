using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.TestKit;

public sealed class FakeTimeProviderTests
{
    [Fact]
    public void Timers_fire_in_order_of_their_instants_each_at_its_own()
    {
        var time = new FakeTimeProvider();
        var log = new List<string>();
        void Note(string name) => log.Add($"{name}@{time.Elapsed.TotalSeconds}");
        using var late = time.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var off = time.CreateTimer(_ => Note("off"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(3.5));

        Assert.Equal(["often@1", "often@2", "late@3", "often@3"], log);
        Assert.Equal(3.5, time.Elapsed.TotalSeconds);
        Assert.Equal(1, time.ArmedTimers);
    }
}
