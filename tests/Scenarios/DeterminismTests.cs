using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_same_seed_gives_the_same_log_byte_for_byte(int seed)
    {
        var first = Play(seed);
        Assert.Equal(first, Play(seed));
        Assert.NotEqual(first, Play(seed + 100));
        Assert.Contains(nameof(CallEnded), first, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_calls_at_once_do_not_disturb_each_other() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        var other = stage.NewLeg();
        stage.Begin();
        stage.Begin(other);
        Assert.Equal(2, stage.Directory.Count);
        await stage.TurnsAsync(2);
        await Task.WhenAll(stage.SayAsync("first caller"), stage.SayAsync("second caller", other));
        await stage.TurnsAsync(6);
        Assert.EndsWith("You said first caller.", stage.Heard(), StringComparison.Ordinal);
        Assert.EndsWith("You said second caller.", stage.Heard(other), StringComparison.Ordinal);

        stage.Leg.CallerHangsUp();
        await world.Until(() => stage.Directory.Count == 1);
        await stage.SayAsync("still here", other);
        await stage.TurnsAsync(8);
        other.CallerHangsUp();
        await stage.OverAsync();
        Assert.Equal(2, stage.Record.Lines.OfType<CallEnded>().Count());
    });

    /// <summary>A caller of whims: speaks, coughs, interrupts, presses keys and is silent, as the seed has it; providers stumble at times.</summary>
    private static string Play(int seed)
    {
        var log = "";
        VirtualTime.Run(async world =>
        {
            var random = new Random(seed);
            var stage = new Stage(world) { HasStandIn = true };
            stage.Brain.Reply = turn => [new SayPart($"You said {turn.Text} and I heard it."), new SayPart("Is there anything else?")];
            stage.Begin();
            for (var i = 0; i < 12 && stage.Directory.Count > 0; i++)
            {
                await world.Delay(random.Next(200, 6000));
                if (stage.Directory.Count == 0) break;
                switch (random.Next(6))
                {
                    case 0:
                        stage.Leg.Press((char)('0' + random.Next(10)));
                        break;
                    case 1:
                        stage.Leg.Hear(Enumerable.Repeat(WordBook.Noise, random.Next(200, 5000)).ToArray());
                        break;
                    case 2:
                        stage.Leg.Hear(stage.Words.Speak("okay", 8000));
                        break;
                    case 3:
                        stage.Brain.FailReplies = random.Next(2);
                        stage.Voice.FailSentences = random.Next(2);
                        break;
                    default:
                        stage.Leg.Hear(stage.Words.Speak($"question number {i} of mine", 8000));
                        break;
                }
            }
            if (stage.Directory.Count > 0) stage.Leg.CallerHangsUp();
            await stage.OverAsync();
            foreach (var (from, to) in stage.Sound()) stage.Note($"sound {from} {to}");
            log = stage.Log;
        });
        return log;
    }
}
