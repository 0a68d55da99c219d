using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class CallTests
{
    [Fact]
    public void A_call_is_recorded_before_it_rings_and_leaves_the_directory_last() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Directory.Subscribe(change => bench.Log.Add($"told {change.Kind}, {bench.Directory.Count} live"));
        bench.Begin();
        await world.Delay(1000);
        bench.Leg.Press('5');
        await world.Delay(100);
        bench.Leg.CallerHangsUp();
        await bench.Over();

        Assert.Equal(
            [
                "CallAdmitted", "told Started, 1 live", "ringing", "prepare", "answered", "CallAnswered", "told Answered, 1 live", "start",
                "event DigitReceived", "line ended: CallerHangup", "let go", "CallEnded", "told Ended, 1 live",
            ],
            bench.Log);
        Assert.Equal(CallEndReason.CallerHangup, bench.Record.End.Reason);
        Assert.NotNull(bench.Record.End.Leg);
        Assert.True(bench.Leg.Disposed);
    });

    [Fact]
    public void A_caller_who_gives_up_while_the_conductor_prepares_is_noticed_at_once() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Conductor.Prepare = cancel => Task.Delay(TimeSpan.FromSeconds(10), world.Clock, cancel);
        bench.Begin();
        await world.Delay(500);
        bench.Leg.CallerHangsUp();
        await bench.Over();

        Assert.True(world.Now < TimeSpan.FromMilliseconds(600));
        Assert.Equal(EndCode.CallerCancelled, bench.Record.End.Reason.Code);
        Assert.False(bench.Leg.Answered);
        Assert.Contains("let go", bench.Log);
    });

    [Fact]
    public void A_conductor_that_cannot_get_ready_ends_the_call_with_its_reason() => VirtualTime.Run(async world =>
    {
        var reason = new CallEndReason(EndCode.ProviderFailure, EndSide.Provider, "SttConnect");
        var bench = new CallBench(world);
        bench.Conductor.Prepare = _ => throw new ConductorFailedException(reason);
        bench.Begin();
        await bench.Over();

        Assert.Equal(reason, bench.Record.End.Reason);
        Assert.Equal(reason, bench.Leg.HungUpWith);
        Assert.False(bench.Leg.Answered);
    });

    [Fact]
    public void A_conductor_that_is_never_ready_is_given_up_after_the_limit() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        // It does not even look at the cancellation.
        bench.Conductor.Prepare = _ => Task.Delay(Timeout.InfiniteTimeSpan, world.Clock);
        bench.Begin();
        await bench.Over();

        Assert.Equal(EndCode.NoAnswer, bench.Record.End.Reason.Code);
        Assert.Equal(EndSide.Us, bench.Record.End.Reason.Side);
        Assert.InRange(world.Now.TotalSeconds, 20, 26);
    });

    [Fact]
    public void The_longest_duration_counts_from_the_answer() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world)
        {
            Agent = new AgentProfile { Id = "a", Name = "A", Limits = new AgentLimits { MaxDuration = TimeSpan.FromSeconds(30) } },
        };
        bench.Conductor.Prepare = _ => world.Delay(2000);
        bench.Begin();
        await bench.Over();

        Assert.Equal(EndCode.MaxDuration, bench.Record.End.Reason.Code);
        Assert.InRange(world.Now.TotalSeconds, 32, 32.1);
    });

    public static TheoryData<string> Faults => ["factory", "ring", "answer", "prepare", "start", "event", "dispose"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_anywhere_ends_the_call_and_closes_the_record_once(string where) => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var fault = new InvalidOperationException(where);
        bench.Leg.FailRing = where == "ring";
        bench.Leg.FailAnswer = where == "answer";
        if (where == "prepare") bench.Conductor.Prepare = _ => throw fault;
        if (where == "start") bench.Conductor.OnStart = () => throw fault;
        if (where == "event") bench.Conductor.OnEvent = _ => throw fault;
        if (where == "dispose") bench.Conductor.OnDispose = () => throw fault;
        var intake = where == "factory" ? NoConductor(bench, fault) : bench.Intake;

        intake.Begin(bench.Leg, bench.Agent);
        await world.Delay(100);
        if (where == "event") bench.Leg.Press('1');
        if (where == "dispose") bench.Leg.CallerHangsUp();
        await bench.Over();

        Assert.Equal(where == "dispose" ? EndCode.CallerHangup : EndCode.InternalError, bench.Record.End.Reason.Code);
        Assert.True(bench.Leg.Disposed);
        Assert.NotNull(bench.Leg.HungUpWith);
    });

    [Fact]
    public void A_line_that_never_confirms_and_a_conductor_that_never_lets_go_do_not_keep_the_call() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Leg.NeverConfirms = true;
        bench.Conductor.OnDispose = () => Task.Delay(Timeout.InfiniteTimeSpan, world.Clock);
        bench.Begin();
        await world.Delay(100);
        Assert.True(bench.Directory.HangUp(bench.Directory.List()[0].Id, CallEndReason.OperatorHangup));
        await bench.Over();

        Assert.Equal(CallEndReason.OperatorHangup, bench.Record.End.Reason);
        Assert.InRange(world.Now.TotalSeconds, 40, 41);
    });

    [Fact]
    public void A_line_that_ended_by_itself_is_the_reason_when_a_verb_on_it_fails() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Leg.GoneAtAnswer = true;
        bench.Begin();
        await bench.Over();

        Assert.Equal(EndSide.Caller, bench.Record.End.Reason.Side);
    });

    private static CallIntake NoConductor(CallBench bench, Exception fault) => new(new CallIntakeParts
    {
        Directory = bench.Directory,
        Conductors = new OneConductor(_ => throw fault),
        Record = bench.Record,
        Ids = new SequentialIds(),
        Time = bench.World.Clock,
        Loggers = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
    });
}
