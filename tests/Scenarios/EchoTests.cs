using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>
/// Whole calls on lines that give our own voice back, with a detector that takes any loud sound for speech. Twenty lines each, a hundred
/// with VOXIE_LONG=1.
/// </summary>
public sealed class EchoTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("VOXIE_LONG") == "1" ? 100 : 20;

    [Fact]
    public void The_agent_never_interrupts_itself()
    {
        var paused = new List<string>();
        for (var run = 0; run < Runs; run++)
        {
            var (line, name) = Line(run);
            var seed = run;
            VirtualTime.Run(async world =>
            {
                var stage = Speaking(world, line, seed);
                stage.Begin();
                await stage.TurnsAsync(1);
                var turn = stage.Record.Turns[0];
                Assert.False(turn.Interrupted, $"{name}: cut after {(turn.EndedAt - turn.StartedAt).TotalMilliseconds:0} ms");
                // Nor was it paused and then went on: it would have ended later.
                var late = (turn.EndedAt - turn.StartedAt).TotalMilliseconds - Said(seed).Length / 8.0;
                if (late > 60) paused.Add($"{name}: {late:0} ms late");
                stage.Leg.CallerHangsUp();
                await stage.OverAsync();
                var report = stage.Record.Lines.OfType<Voxie.Pipeline.Calls.CallEnded>().Single().Leg!.Echo;
                Assert.True(report is { EnhancementDb: > 6 }, $"{name}: {report}");
            });
        }
        // The first word of an echo may pause it for the tenth of a second in which it is found out; seldom.
        Assert.True(paused.Count <= Runs / 50, string.Join('\n', paused));
    }

    [Fact]
    public void A_caller_who_interrupts_is_heard_through_the_echo()
    {
        var lost = new List<string>();
        for (var run = 0; run < Runs; run++)
        {
            var (line, name) = Line(run);
            var seed = run;
            VirtualTime.Run(async world =>
            {
                var stage = Speaking(world, line, seed);
                stage.Begin();
                await world.Until(() => stage.Leg.Played.Count > 0);
                var after = 300 + new Random(seed).Next(4500);
                await world.Delay(after);
                stage.Leg.Hear(Talker.Speak(5000 + seed, 2.5));
                await stage.TurnsAsync(1);
                var turn = stage.Record.Turns[0];
                if (!turn.Interrupted) lost.Add($"{name}, spoken to after {after} ms: not cut in {(turn.EndedAt - turn.StartedAt).TotalMilliseconds:0} ms");
                stage.Leg.CallerHangsUp();
                await stage.OverAsync();
            });
        }
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    private static Stage Speaking(VirtualTime world, EchoLine line, int seed)
    {
        var stage = new Stage(world, line) { Greeting = "Something long." };
        stage.Voice.GivesWordTimes = false;
        stage.Voice.Sound = _ => Said(seed);
        return stage;
    }

    private static short[] Said(int seed) => Talker.Speak(1000 + seed, 7);

    private static (EchoLine Line, string Name) Line(int run)
    {
        var (delayMs, lossDb, tailMs) = (20 + run * 137 % 381, 10 + run * 7 % 21, 6 + run * 5 % 30);
        return (new EchoLine(run, delayMs, lossDb, tailMs), $"line {run}: {delayMs} ms, -{lossDb} dB, tail {tailMs} ms");
    }
}
