using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Scenarios;

public sealed class SilenceTests
{
    [Fact]
    public void A_silent_caller_is_asked_twice_and_said_goodbye_to() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { RepromptAfter = TimeSpan.FromSeconds(5), MaxReprompts = 2 } };
        stage.Begin();
        await stage.OverAsync();
        Assert.Equal(["Agent: Hello and welcome.", "Agent: Are you there?", "Agent: Are you there?", "Agent: Goodbye then."], stage.Turns());
        Assert.Equal(new CallEndReason(EndCode.Silence, EndSide.Caller), stage.Record.End.Reason);
        var gaps = stage.Record.Turns.Zip(stage.Record.Turns.Skip(1), (a, b) => (b.StartedAt - a.EndedAt).TotalSeconds);
        Assert.All(gaps, gap => Assert.InRange(gap, 5, 5.5));
        stage.AssertAllLetGo();
    });

    [Fact]
    public void A_caller_who_answers_at_last_starts_the_count_anew() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { RepromptAfter = TimeSpan.FromSeconds(4), MaxReprompts = 1 } };
        stage.Brain.Reprompt = times => times <= 1 ? [new Voxie.Pipeline.Thinking.SayPart("Hello?")] : [new Voxie.Pipeline.Thinking.SayPart("I will hang up now.")];
        stage.Begin();
        await stage.HeardAsync("I will");
        await stage.SayAsync("no wait please I am here");
        await stage.TurnsAsync(6, 60_000);
        await stage.OverAsync();
        // The last goodbye can be interrupted, and then the prompts begin again; it ends the call although the brain did not say so.
        Assert.Equal("Caller: no wait please I am here.", stage.Turns()[3]);
        Assert.Equal(["Agent: Hello?", "Agent: I will hang up now."], stage.Turns()[^2..]);
        Assert.Equal(EndCode.Silence, stage.Record.End.Reason.Code);
    });

    [Fact]
    public void Without_a_greeting_the_agent_waits_and_then_asks() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Greeting = null };
        stage.Begin();
        await stage.TurnsAsync(1);
        Assert.Equal("Agent: Are you there?", stage.Turns()[0]);
        Assert.InRange(stage.Sound()[0].From.TotalSeconds, 8, 8.5);
    });

    [Fact]
    public void A_call_that_lasts_too_long_is_ended() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { MaxDuration = TimeSpan.FromSeconds(20) } };
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("tell me something");
        await stage.OverAsync();
        Assert.Equal(EndCode.MaxDuration, stage.Record.End.Reason.Code);
        // The goodbye is heard to its end.
        Assert.Contains("Goodbye.", stage.Turns()[^1], StringComparison.Ordinal);
        Assert.InRange(world.Now.TotalSeconds, 22, 28);
        stage.AssertAllLetGo();
    });

    [Fact]
    public void Noise_that_never_becomes_words_does_not_keep_the_agent_apologising() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { MaxDuration = TimeSpan.FromMinutes(2) } };
        stage.Begin();
        await stage.TurnsAsync(1);
        for (var i = 0; i < 6; i++)
        {
            stage.Leg.Hear(Enumerable.Repeat(WordBook.Noise, 6400).ToArray());
            await world.Delay(6000);
        }
        Assert.Equal(2, stage.Turns().Count(t => t.Contains("didn't catch", StringComparison.Ordinal)));
        await stage.OverAsync(180_000);
    });
}
