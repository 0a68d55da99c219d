using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Agents;

/// <summary>Echo and tone, on the same line and clock as a conversation.</summary>
public sealed class TestAgentsTests
{
    [Fact]
    public void Echo_plays_back_what_it_hears_one_frame_later() => OnCall(AgentKind.Echo, async (world, leg) =>
    {
        short[] said = [.. Enumerable.Range(1, 1600).Select(i => (short)i)];
        leg.Hear(said);
        await world.Delay(400);
        var start = leg.Played.ToList().IndexOf(1);
        Assert.Equal(said, leg.Played.Skip(start).Take(said.Length));
    });

    [Fact]
    public void Tone_plays_600_hertz_without_a_gap() => OnCall(AgentKind.Tone, async (world, leg) =>
    {
        await world.Delay(1000);
        var played = leg.Played.Skip(leg.Played.ToList().FindIndex(s => s != 0) - 1).Take(4000).ToArray();
        var rising = played.Zip(played.Skip(1)).Count(pair => pair.First <= 0 && pair.Second > 0);
        Assert.Equal(300, rising);
        Assert.InRange(PcmMath.Dbfs(played), -16, -14);
    });

    private static void OnCall(AgentKind kind, Func<VirtualTime, ScriptedLeg, Task> body) => VirtualTime.Run(async world =>
    {
        var directory = new CallDirectory();
        var intake = new CallIntake(new CallIntakeParts
        {
            Directory = directory,
            Conductors = new ConductorFactory(_ => throw new InvalidOperationException("not a talking agent")),
            Record = new RecordingSink(),
            Ids = new SequentialIds(),
            Time = world.Clock,
            Loggers = NullLoggerFactory.Instance,
        });
        var leg = new ScriptedLeg(world.Clock, new ListenEngine(new LevelVad()));
        intake.Begin(leg, new AgentProfile { Id = "t", Name = "T", Kind = kind });
        await world.Until(() => leg.Answered);
        await body(world, leg);
        leg.CallerHangsUp();
        await world.Until(() => directory.Count == 0);
    });
}
