using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class CallIntakeTests
{
    private static readonly AgentProfile Echo = new() { Id = "e", Name = "Echo", Kind = AgentKind.Echo };

    [Fact]
    public void As_many_calls_as_configured_come_in() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        Assert.Equal(IntakeVerdict.Welcome, bench.Intake.Check(bench.Agent));
        bench.Begin();
        Assert.Equal(IntakeVerdict.Welcome, bench.Intake.Check(bench.Agent));
        var second = new ScriptedLeg(world.Clock, new ListenEngine(new LevelVad()));
        bench.Intake.Begin(second, bench.Agent);
        Assert.Equal(IntakeVerdict.Full, bench.Intake.Check(bench.Agent));

        await world.Delay(10);
        second.CallerHangsUp();
        await world.Until(() => bench.Directory.Count == 1);
        Assert.Equal(IntakeVerdict.Welcome, bench.Intake.Check(bench.Agent));
    });

    [Fact]
    public void Busy_speech_engines_refuse_who_would_talk_and_nobody_else() => VirtualTime.Run(world =>
    {
        var bench = new CallBench(world) { SpeechRoom = false };
        Assert.Equal(IntakeVerdict.SpeechBusy, bench.Intake.Check(bench.Agent));
        Assert.Equal(IntakeVerdict.Welcome, bench.Intake.Check(Echo));
        return Task.CompletedTask;
    });

    [Fact]
    public void Draining_refuses_new_calls_and_completes_with_the_last_one() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Begin();
        await world.Delay(100);
        bench.Intake.StartDraining();
        Assert.Equal(IntakeVerdict.Draining, bench.Intake.Check(Echo));
        Assert.False(bench.Intake.Drained.IsCompleted);

        bench.Directory.HangUpAll(new CallEndReason(EndCode.Shutdown, EndSide.Us));
        await bench.Intake.Drained;
        Assert.Equal(EndCode.Shutdown, bench.Record.End.Reason.Code);
    });

    [Fact]
    public void An_empty_node_is_drained_at_once() => VirtualTime.Run(world =>
    {
        var bench = new CallBench(world);
        bench.Intake.StartDraining();
        Assert.True(bench.Intake.Drained.IsCompleted);
        return Task.CompletedTask;
    });
}
