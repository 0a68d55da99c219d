using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class CallDirectoryTests
{
    [Fact]
    public void A_live_call_shows_who_since_when_and_the_last_turns() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        CallContext? context = null;
        var intake = new CallIntake(new CallIntakeParts
        {
            Directory = bench.Directory,
            Conductors = new OneConductor(c => { context = c; return bench.Conductor; }),
            Record = bench.Record,
            Ids = new SequentialIds(),
            Time = world.Clock,
            Loggers = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
        });
        bench.Conductor.Prepare = _ => world.Delay(500);
        var began = world.Clock.GetUtcNow();
        intake.Begin(bench.Leg, bench.Agent);
        await world.Delay(10);
        var ringing = Assert.Single(bench.Directory.List());
        Assert.Equal((LiveCallState.Ringing, "Agent", "caller", "agent"), (ringing.State, ringing.Agent.Name, ringing.From, ringing.To));
        Assert.Equal(began, ringing.Since);

        await world.Delay(1000);
        for (var i = 0; i < 25; i++)
            context!.Record.Turn(new TurnRecord(context.Id, i, TurnRole.Caller, $"turn {i}", $"turn {i}", began, began));
        var talking = bench.Directory.Find(ringing.Id)!;
        Assert.Equal(LiveCallState.Talking, talking.State);
        Assert.Equal(began.AddMilliseconds(500), talking.AnsweredAt);
        Assert.Equal(LiveCall.MaxRecentTurns, talking.RecentTurns.Count);
        Assert.Equal("turn 24", talking.RecentTurns[^1].Text);
        Assert.Empty(ringing.RecentTurns);

        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.Null(bench.Directory.Find(ringing.Id));
        Assert.False(bench.Directory.HangUp(ringing.Id, CallEndReason.OperatorHangup));
    });

    [Fact]
    public void A_watcher_hears_of_changes_until_it_goes() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var kinds = new List<LiveCallChangeKind>();
        var subscription = bench.Directory.Subscribe(change => kinds.Add(change.Kind));
        bench.Begin();
        await world.Delay(100);
        subscription.Dispose();
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.Equal([LiveCallChangeKind.Started, LiveCallChangeKind.Answered], kinds);
    });
}
