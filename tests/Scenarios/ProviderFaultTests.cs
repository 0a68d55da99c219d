using Voxie.Pipeline;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>Each provider fails and stalls at each stage: the caller is told, or the call ends with the side and stage; never dead air.</summary>
public sealed class ProviderFaultTests
{
    [Theory]
    [InlineData("ear fails", ProviderStage.SttConnect)]
    [InlineData("ear stalls", ProviderStage.SttConnect)]
    [InlineData("voice fails", ProviderStage.TtsConnect)]
    [InlineData("voice stalls", ProviderStage.TtsConnect)]
    [InlineData("greeting fails", ProviderStage.TtsFirstByte)]
    [InlineData("greeting stalls", ProviderStage.TtsFirstByte)]
    [InlineData("brain fails", ProviderStage.LlmConnect)]
    [InlineData("brain stalls", ProviderStage.LlmConnect)]
    public void A_provider_that_is_not_ready_while_it_rings_ends_the_call_unanswered(string what, ProviderStage stageAtFault) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Ears.FailOpen = what == "ear fails";
        stage.Ears.NeverOpens = what == "ear stalls";
        stage.Voice.FailOpen = what == "voice fails";
        stage.Voice.NeverOpens = what == "voice stalls";
        stage.Voice.FailSentences = what == "greeting fails" ? 1 : 0;
        stage.Voice.StallSentences = what == "greeting stalls" ? 9 : 0;
        stage.Brain.FailWarm = what == "brain fails";
        stage.Brain.NeverWarm = what == "brain stalls";
        stage.Begin();
        await stage.OverAsync();

        Assert.Equal((EndCode.ProviderFailure, EndSide.Provider), (stage.Record.End.Reason.Code, stage.Record.End.Reason.Side));
        Assert.StartsWith(stageAtFault.ToString(), stage.Record.End.Reason.Detail, StringComparison.Ordinal);
        Assert.False(stage.Leg.Answered);
        Assert.True(world.Now < TimeSpan.FromSeconds(20));
        stage.AssertAllLetGo();
    });

    [Theory]
    [InlineData("open")]
    [InlineData("stalled open")]
    [InlineData("greeting")]
    [InlineData("stalled greeting")]
    public void A_stand_in_voice_takes_over_before_the_answer(string what) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { HasStandIn = true };
        stage.Voice.FailOpen = what == "open";
        stage.Voice.NeverOpens = what == "stalled open";
        stage.Voice.FailSentences = what == "greeting" ? 9 : 0;
        stage.Voice.StallSentences = what == "stalled greeting" ? 9 : 0;
        stage.Begin();
        await stage.TurnsAsync(1);
        Assert.Equal("Agent: Hello and welcome.", stage.Turns()[0]);
        Assert.Equal(["Hello and welcome."], stage.StandIn.Asked);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();
        stage.AssertAllLetGo();
    });

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_voice_that_fails_in_mid_call_is_replaced_and_the_sentence_said(int fails, int stalls) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { HasStandIn = true };
        stage.Begin();
        await stage.TurnsAsync(1);
        (stage.Voice.FailSentences, stage.Voice.StallSentences) = (fails, stalls);
        await stage.SayAsync("hello");
        await stage.TurnsAsync(3);
        Assert.Equal("Agent: You said hello.", stage.Turns()[2]);
        Assert.Equal(["You said hello."], stage.StandIn.Asked);
        Assert.Equal("provider_failure", Assert.Single(stage.Record.Notes).Kind);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();
        stage.AssertAllLetGo();
    });

    [Fact]
    public void Without_another_voice_the_call_ends() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.TurnsAsync(1);
        stage.Voice.StallSentences = 9;
        await stage.SayAsync("hello");
        await stage.OverAsync();
        Assert.Equal(new CallEndReason(EndCode.ProviderFailure, EndSide.Provider, "TtsFirstByte"), stage.Record.End.Reason);
        stage.AssertAllLetGo();
    });

    [Theory]
    [InlineData("fails", 1)]
    [InlineData("stalls", 1)]
    [InlineData("fails", 2)]
    [InlineData("stalls", 2)]
    public void A_recogniser_that_fails_once_is_apologised_for_and_twice_ends_the_call(string how, int times) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        if (how == "fails") stage.Ears.FailFinals = times;
        else stage.Ears.StallFinals = times;
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("when are you open");
        await stage.TurnsAsync(2);
        Assert.Contains("didn't catch that", stage.Turns()[1], StringComparison.Ordinal);
        await world.Delay(500);
        await stage.SayAsync("when are you open");
        if (times == 1)
        {
            await stage.TurnsAsync(4);
            Assert.Equal("Agent: You said when are you open.", stage.Turns()[3]);
            stage.Leg.CallerHangsUp();
        }
        await stage.OverAsync();
        Assert.Equal(times == 1 ? EndCode.CallerHangup : EndCode.ProviderFailure, stage.Record.End.Reason.Code);
        if (times == 2) Assert.Contains("technical difficulties", stage.Heard(), StringComparison.Ordinal);
        stage.AssertAllLetGo();
    });

    [Theory]
    [InlineData("throws", 1)]
    [InlineData("stalls", 1)]
    [InlineData("says so", 1)]
    [InlineData("throws", 2)]
    [InlineData("says so", 2)]
    public void A_brain_that_fails_once_is_stood_in_for_and_twice_ends_the_call(string how, int times) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        var left = times;
        if (how == "throws") stage.Brain.FailReplies = times;
        if (how == "stalls") stage.Brain.StallReplies = times;
        stage.Brain.Reply = turn => how == "says so" && left-- > 0
            ? [new FailedPart(new ProviderFailure("brain", ProviderStage.LlmFirstToken, "told to"))]
            : [new SayPart("Fine.")];
        stage.Begin();
        await stage.TurnsAsync(1);
        var asked = world.Now;
        await stage.SayAsync("when are you open");
        await stage.TurnsAsync(3);
        Assert.Contains("having trouble", stage.Turns()[2], StringComparison.Ordinal);
        Assert.True(world.Now - asked < TimeSpan.FromSeconds(15));
        await world.Delay(500);
        await stage.SayAsync("when are you open");
        if (times == 1 && how != "stalls")
        {
            await stage.TurnsAsync(5);
            Assert.Equal("Agent: Fine.", stage.Turns()[4]);
            stage.Leg.CallerHangsUp();
        }
        // A brain that never let go of its first reply cannot give a second one.
        await stage.OverAsync();
        var saved = times == 1 && how != "stalls";
        Assert.Equal(saved ? EndCode.CallerHangup : EndCode.ProviderFailure, stage.Record.End.Reason.Code);
        if (!saved) Assert.Contains("technical difficulties", stage.Heard(), StringComparison.Ordinal);
    });

    [Fact]
    public void A_brain_that_fails_in_the_middle_of_an_answer_leaves_what_it_said() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => [new SayPart("It costs sixty dollars."), new FailedPart(new ProviderFailure("brain", ProviderStage.LlmStream, "told to"))];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("what does it cost");
        await stage.TurnsAsync(3);
        Assert.Equal("Agent: It costs sixty dollars.", stage.Turns()[2]);
    });
}
