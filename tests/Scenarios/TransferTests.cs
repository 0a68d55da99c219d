using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>An agent that connects a caller with somebody.</summary>
public sealed class TransferTests
{
    private static readonly TransferEntry Billing = new("billing", "200");

    private static IEnumerable<ReplyPart> Connect() => [new SayPart("I will connect you with billing now."), new TransferPart(Billing)];

    [Fact]
    public void What_is_said_before_is_heard_to_its_end_whoever_talks_over_it() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => Connect();
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("billing please");
        await stage.HeardAsync("I will");
        Assert.Empty(stage.Leg.AskedFor);
        await stage.SayAsync("one more thing wait wait");
        await stage.OverAsync();

        Assert.Equal(["Agent: Hello and welcome.", "Caller: billing please.", "Agent: I will connect you with billing now."], stage.Turns());
        Assert.Equal("200", Assert.Single(stage.Leg.AskedFor).Address);
        Assert.Equal((EndCode.Transferred, EndSide.Agent), (stage.Record.End.Reason.Code, stage.Record.End.Reason.Side));
        Assert.Equal("billing", stage.Record.Notes.Single(note => note.Kind == "transfer").Data["entry"]);
        stage.AssertAllLetGo();
    });

    [Fact]
    public void A_failed_transfer_is_told_and_the_conversation_goes_on() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => Connect();
        stage.Leg.Transfers = null;
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("billing please");
        await world.Until(() => stage.Leg.AskedFor.Count == 1, 20_000);
        await stage.SayAsync("hello is anybody there"); // while somebody is being rung nobody listens
        await Task.Delay(TimeSpan.FromSeconds(20), world.Clock); // nor is anybody asked whether he is still there
        stage.Leg.PeerTransfers(new TransferOutcome(TransferResult.Failed, 486));
        await stage.TurnsAsync(4);
        stage.Brain.Reply = turn => [new SayPart("All right.")];
        await stage.SayAsync("then take a message");
        await stage.HeardAsync("All right.");

        Assert.Equal(
            ["Agent: Hello and welcome.", "Caller: billing please.", "Agent: I will connect you with billing now.", "Agent: That did not work. Failed.", "Caller: then take a message."],
            stage.Turns().Take(5));
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();
        stage.AssertAllLetGo();
    });

    [Fact]
    public void An_operator_hands_over_in_the_middle_of_a_sentence_and_the_agent_leaves() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        var desk = stage.NewLeg();
        stage.Dialled.Lines.Enqueue(desk);
        stage.Leg.Transfers = new TransferOutcome(TransferResult.Refused, 405);
        stage.Brain.Reply = _ => [new SayPart("There is a very long story about this house, and it begins many years ago.")];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("tell me");
        await stage.HeardAsync("very long");
        var transfer = stage.Directory.TransferAsync(stage.Directory.List()[0].Id, new TransferOrder(new DialTarget("200", ""), TransferMode.Blind, EndSide.Operator));
        await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
        Assert.EndsWith("!", stage.Turns()[^1], StringComparison.Ordinal);
        desk.PeerAnswers();
        Assert.Equal(TransferWay.Bridge, (await transfer).Way);
        await Task.Delay(TimeSpan.FromSeconds(5), world.Clock);
        Assert.Equal(stage.Ears.Opened, stage.Ears.Disposed); // the call goes on without it
        Assert.Equal(stage.Voice.Opened, stage.Voice.Disposed);

        await stage.SayAsync("hello desk");
        await world.Until(() => stage.Heard(desk).Contains("hello desk", StringComparison.Ordinal), 5000);
        desk.Hear(stage.Words.Speak("hello caller", desk.RateHz));
        await stage.HeardAsync("hello caller");
        Assert.DoesNotContain("desk", string.Join(' ', stage.Turns()), StringComparison.Ordinal);
        desk.PeerHangsUp(CallEndReason.CallerHangup);
        await stage.OverAsync();
        stage.AssertAllLetGo();
        Assert.True(desk.Disposed);
    });
}
