using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

public sealed class ConversationTests
{
    [Fact]
    public void A_caller_is_greeted_asks_is_answered_and_is_said_goodbye_to() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = turn => turn.Text.Contains("bye", StringComparison.Ordinal)
            ? [new SayPart("Thank you for calling."), new SayPart("Goodbye."), new HangUpPart()]
            : [new SayPart("We open at nine."), new SayPart("We close at six.")];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("when are you open");
        await stage.TurnsAsync(3);
        await world.Delay(1000);
        await stage.SayAsync("thanks bye");
        await stage.OverAsync();

        Assert.Equal(
            [
                "Agent: Hello and welcome.", "Caller: when are you open.", "Agent: We open at nine. We close at six.",
                "Caller: thanks bye.", "Agent: Thank you for calling. Goodbye.",
            ],
            stage.Turns());
        Assert.Equal("Hello and welcome. We open at nine. We close at six. Thank you for calling. Goodbye.", stage.Heard());
        Assert.Equal(CallEndReason.AgentHangup, stage.Record.End.Reason);
        // The goodbye is heard to its end, with a little silence behind it.
        var tail = world.Now - stage.Sound()[^1].To;
        Assert.InRange(tail.TotalMilliseconds, 300, 800);
        stage.AssertAllLetGo();
    });

    [Fact]
    public void The_greeting_leaves_with_the_answer() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Voice.Delay = TimeSpan.FromMilliseconds(900);
        stage.Begin();
        await stage.TurnsAsync(1);
        Assert.InRange((stage.Sound()[0].From - stage.Leg.AnsweredAt).TotalMilliseconds, 0, 60);
    });

    [Fact]
    public void The_recogniser_knows_what_is_likely_and_the_brain_what_else_it_may_have_been() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Knowledge = [new KnowledgeEntry("Parking", "There is a garage.")] };
        stage.Ears.Alternatives = ["do I have to pay to park"];
        stage.Begin();
        await stage.TurnsAsync(1);
        Assert.Contains(stage.Ears.Expected, static word => word.Text == "garage");
        await stage.SayAsync("do I have to pay the part");
        await stage.TurnsAsync(3);
        Assert.Equal(["do I have to pay to park"], stage.Brain.Turns.Single().Alternatives);
    });

    [Fact]
    public void The_brain_is_given_what_was_heard_on_both_sides() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("good morning");
        await stage.TurnsAsync(3);
        await stage.SayAsync("and now");
        await stage.TurnsAsync(5);
        Assert.Equal(
            ["agent: Hello and welcome.", "caller: good morning.", "agent: You said good morning.", "caller: and now."], stage.Brain.History);
    });

    [Fact]
    public void The_turn_gap_is_split_to_the_last_millisecond() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.TurnsAsync(1);
        await world.Delay(500);
        await stage.SayAsync("what does it cost");
        await stage.TurnsAsync(3);

        var latency = stage.Record.Turns[^1].Latency!;
        // It looks finished: 380 ms and the grain of a window. The look at the text had been made by then.
        Assert.InRange(latency.EndpointMs, 340, 420);
        Assert.InRange(latency.SpeechToTextMs, 99, 101);
        Assert.InRange(latency.ThinkMs, 49, 51);
        Assert.InRange(latency.SynthesisMs, 79, 81);
        Assert.InRange(latency.PlayoutMs, 0, 40);
        Assert.Equal(latency.TotalMs,
            latency.EndpointMs + latency.SpeechToTextMs + latency.ThinkMs + latency.SynthesisMs + latency.PlayoutMs, 6);

        // And it is what the line shows: from the last sample said to the first sample played.
        var question = stage.Record.Turns[^2];
        var answer = stage.Sound().First(s => stage.Record.Turns[0].EndedAt < Began(stage) + s.From);
        Assert.InRange(((Began(stage) + answer.From) - question.EndedAt).TotalMilliseconds, latency.TotalMs - 20, latency.TotalMs + 20);
    });

    [Fact]
    public void A_pause_in_the_middle_of_a_sentence_does_not_end_the_turn() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.TurnsAsync(1);
        stage.Leg.Hear(stage.Words.Speak("I would like to", 8000));
        stage.Leg.HearSilence(600);
        await stage.SayAsync("cancel it");
        await stage.TurnsAsync(3);
        Assert.Equal("I would like to cancel it.", Assert.Single(stage.Brain.Turns).Text);
    });

    [Fact]
    public void Who_goes_on_while_the_agent_thinks_is_answered_once_to_all_of_it() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Delay = TimeSpan.FromMilliseconds(1500);
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("what does a crown cost");
        await world.Until(() => stage.Brain.Turns.Count == 1);
        await world.Delay(300);
        await stage.SayAsync("for a child I mean");
        await stage.TurnsAsync(4);

        Assert.Equal("what does a crown cost. for a child I mean.", stage.Brain.Turns[^1].Text);
        Assert.Equal(1, stage.Brain.Cut);
        Assert.Equal(["agent: Hello and welcome.", "caller: what does a crown cost. for a child I mean."], stage.Brain.History);
    });

    [Fact]
    public void Keys_are_collected_until_the_hash() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = turn => [new SayPart($"Thank you for {turn.Digits.Length} keys")];
        stage.Begin();
        await stage.TurnsAsync(1);
        foreach (var key in "4711")
        {
            stage.Leg.Press(key);
            await world.Delay(800);
        }
        stage.Leg.Press('#');
        await stage.TurnsAsync(3);
        Assert.Equal(new CallerTurn("", "4711"), Assert.Single(stage.Brain.Turns));
        Assert.Equal("Caller: 4711", stage.Turns()[1]);
        Assert.InRange(stage.Record.Turns[^1].Latency!.TotalMs, 130, 200);
    });

    [Fact]
    public void Keys_without_a_hash_end_after_a_wait_and_interrupt_the_agent() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Greeting = "Please listen to a long long long greeting of many many words." };
        stage.Begin();
        await stage.HeardAsync("long greeting");
        var pressed = world.Now;
        stage.Leg.Press('7');
        await stage.TurnsAsync(3);
        Assert.Equal("7", Assert.Single(stage.Brain.Turns).Digits);
        Assert.True(stage.Record.Turns[0].Interrupted);
        Assert.True(stage.Sound()[0].To - pressed <= TimeSpan.FromMilliseconds(40));
        Assert.InRange(stage.Record.Turns[^1].Latency!.EndpointMs, 2500, 2510);
    });

    [Fact]
    public void A_brain_s_note_is_kept_and_its_expectation_lengthens_the_wait() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ =>
            [new NotePart("message", new Dictionary<string, string> { ["text"] = "call back" }), new ExpectPart(ExpectedAnswer.Digits), new SayPart("Your number please?")];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("take a message");
        await stage.TurnsAsync(3);
        await world.Delay(300);
        stage.Leg.Hear(stage.Words.Speak("five five five", 8000));
        stage.Leg.HearSilence(800);
        await stage.SayAsync("one two one two");
        await stage.TurnsAsync(5);
        Assert.Equal("message", stage.Record.Notes[0].Kind);
        Assert.Equal("five five five one two one two.", stage.Brain.Turns[^1].Text);
    });

    [Fact]
    public void A_wideband_line_with_a_voice_of_another_rate_converses_as_well() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        var leg = stage.NewLeg(16000);
        stage.Begin(leg);
        await stage.TurnsAsync(1);
        await world.Delay(300);
        await stage.SayAsync("hello there my friend", leg);
        await stage.TurnsAsync(3);
        Assert.InRange(stage.Record.Turns[^1].Latency!.EndpointMs, 330, 800);
        leg.CallerHangsUp();
        await stage.OverAsync();
    });

    private static DateTimeOffset Began(Stage stage) => stage.World.Clock.GetUtcNow() - stage.World.Now;
}
