using Voxie.Pipeline.Agents;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>A caller who puts the agent on hold: nobody is asked anything, and the music is not listened to.</summary>
public sealed class HoldTests
{
    [Fact]
    public void On_hold_nobody_is_prompted_and_nothing_is_heard_and_afterwards_it_goes_on() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { RepromptAfter = TimeSpan.FromSeconds(5), MaxReprompts = 2 } };
        stage.Begin();
        await stage.TurnsAsync(1);
        stage.Leg.CallerHolds(true);
        await stage.SayAsync("this is the music on hold");
        await Task.Delay(TimeSpan.FromSeconds(60), world.Clock);
        Assert.Equal(["Agent: Hello and welcome."], stage.Turns());

        stage.Leg.CallerHolds(false);
        await stage.SayAsync("here I am again");
        await stage.TurnsAsync(3);

        Assert.Equal("Caller: here I am again.", stage.Turns()[1]);
        Assert.Equal(["true", "false"], stage.Record.Notes.Where(note => note.Kind == "hold").Select(note => note.Data["held"]));
    });

    [Fact]
    public void What_is_being_said_when_the_line_goes_on_hold_is_let_go() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Limits = new AgentLimits { RepromptAfter = TimeSpan.FromSeconds(5) } };
        stage.Begin();
        await stage.TurnsAsync(1);
        var saying = stage.SayAsync("one moment please I have to look for the number of my contract");
        await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
        stage.Leg.CallerHolds(true);
        await saying;
        await Task.Delay(TimeSpan.FromSeconds(20), world.Clock);
        Assert.Equal(["Agent: Hello and welcome."], stage.Turns());

        stage.Leg.CallerHolds(false);
        await stage.HeardAsync("Are you there?");
    });
}
