using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>The caller hangs up in each phase of a call: it is noticed at once, everything is let go, and the record is closed once.</summary>
public sealed class HangUpTests
{
    public static TheoryData<string> Phases => ["prepare", "greeting", "listening", "speaking itself", "recognising", "thinking", "synthesising", "answering", "goodbye", "reopening"];

    [Theory]
    [MemberData(nameof(Phases))]
    public void The_caller_hangs_up(string phase) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        var farewell = phase == "goodbye";
        stage.Brain.Delay = TimeSpan.FromMilliseconds(500);
        stage.Brain.Reply = _ => farewell ? [new SayPart("Goodbye my dear friend."), new HangUpPart()] : [new SayPart("one two three four five six."), new SayPart("seven eight.")];
        stage.Voice.Delay = TimeSpan.FromMilliseconds(500);
        stage.Ears.Delay = TimeSpan.FromMilliseconds(400);
        if (phase == "reopening") stage.Ears.FailFinals = 1;
        stage.Begin();
        await ReachAsync(stage, phase);
        var hungUp = world.Now;
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();

        // The end is when the line ended; the record is closed when the last words are known.
        var speaks = phase is "speaking itself" or "recognising";
        Assert.Equal(hungUp, stage.Record.End.At - world.Clock.GetUtcNow() + world.Now);
        Assert.InRange((world.Now - hungUp).TotalMilliseconds, 0, speaks ? 420 : 20);
        if (phase == "speaking itself") Assert.Equal("Caller: tell me.", stage.Turns()[^1]);
        if (phase == "recognising") Assert.Equal("Caller: tell me all of it.", stage.Turns()[^1]);
        Assert.Equal(phase == "prepare" ? EndCode.CallerCancelled : EndCode.CallerHangup, stage.Record.End.Reason.Code);
        Assert.Equal(EndSide.Caller, stage.Record.End.Reason.Side);
        if (phase == "answering") Assert.Equal("Agent: one two three!", stage.Turns()[^1]);
        stage.AssertAllLetGo();
        // The stand-ins' own sleeps are over by then; a timer of the call would still be there.
        await world.Delay(2000);
        Assert.Equal(0, world.Clock.ArmedTimers);
    });

    private static async Task ReachAsync(Stage stage, string phase)
    {
        var world = stage.World;
        if (phase == "prepare")
        {
            await world.Delay(100);
            return;
        }
        await stage.HeardAsync("Hello");
        if (phase == "greeting") return;
        await stage.TurnsAsync(1);
        if (phase == "listening") return;
        stage.Leg.Hear(stage.Words.Speak("tell me all of it", 8000));
        if (phase == "speaking itself")
        {
            await world.Delay(500);
            return;
        }
        await world.Until(() => !stage.Leg.IsSpeaking);
        if (phase == "recognising")
        {
            await world.Delay(700);
            return;
        }
        if (phase == "reopening")
        {
            await world.Until(() => stage.Record.Notes.Count > 0);
            return;
        }
        await world.Until(() => stage.Brain.Turns.Count == 1);
        if (phase == "thinking") return;
        await world.Until(() => stage.Voice.Asked.Count > 1);
        if (phase == "synthesising") return;
        await stage.HeardAsync(phase == "goodbye" ? "Goodbye my" : "two three");
    }

    [Fact]
    public void An_operator_ends_a_call() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.HeardAsync("Hello");
        Assert.True(stage.Directory.HangUp(stage.Directory.List()[0].Id, CallEndReason.OperatorHangup));
        await stage.OverAsync();
        Assert.Equal(CallEndReason.OperatorHangup, stage.Record.End.Reason);
        Assert.Equal(CallEndReason.OperatorHangup, stage.Leg.HungUpWith);
        stage.AssertAllLetGo();
    });
}
