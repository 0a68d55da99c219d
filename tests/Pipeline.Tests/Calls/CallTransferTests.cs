using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

/// <summary>A call that is handed over: by the other side, by joining lines here, or not at all.</summary>
public sealed class CallTransferTests
{
    private static readonly TransferOrder Blind = new(new DialTarget("200", ""), TransferMode.Blind, EndSide.Operator);
    private static readonly TransferOrder Attended = Blind with { Mode = TransferMode.Attended };

    private static async Task<(CallBench Bench, Guid Id)> TalkingAsync(VirtualTime world)
    {
        var bench = new CallBench(world);
        bench.Begin();
        await world.Delay(100);
        Assert.True(bench.Leg.Answered);
        return (bench, bench.Directory.List()[0].Id);
    }

    private static ScriptedLeg Target(CallBench bench)
    {
        var line = new ScriptedLeg(bench.World.Clock, new ListenEngine(new LevelVad()));
        bench.Dialled.Lines.Enqueue(line);
        return line;
    }

    private static CallNote Noted(CallBench bench) => bench.Record.Notes.Single(note => note.Kind == "transfer");

    [Fact]
    public void A_blind_transfer_ends_the_call_when_the_other_side_has_the_target() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var report = await bench.Directory.TransferAsync(id, Blind);
        await bench.Over();

        Assert.Equal(new TransferReport(TransferResult.Succeeded, TransferWay.Refer, 200), report);
        Assert.Equal("200", Assert.Single(bench.Leg.AskedFor).Address);
        Assert.Empty(bench.Dialled.Targets);
        Assert.Equal((EndCode.Transferred, EndSide.Operator), (bench.Record.End.Reason.Code, bench.Record.End.Reason.Side));
        Assert.Equal(("refer", "succeeded", "200"), (Noted(bench).Data["way"], Noted(bench).Data["result"], Noted(bench).Data["sipStatus"]));
    });

    [Fact]
    public void Who_hangs_up_in_the_middle_of_its_transfer_may_have_taken_it() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        bench.Leg.Transfers = null;
        var transfer = bench.Directory.TransferAsync(id, Blind);
        await world.Delay(100);
        bench.Leg.PeerTransfers(new TransferOutcome(TransferResult.Accepted, 202));
        bench.Leg.CallerHangsUp();
        await bench.Over();

        Assert.Equal(TransferResult.Accepted, (await transfer).Result);
        Assert.Equal(EndCode.Transferred, bench.Record.End.Reason.Code);
    });

    [Fact]
    public void A_caller_who_hangs_up_meanwhile_is_no_transferred_one() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        bench.Leg.Transfers = null;
        var transfer = bench.Directory.TransferAsync(id, Blind);
        await world.Delay(100);
        bench.Leg.CallerHangsUp();
        await bench.Over();

        Assert.Equal(TransferResult.LineGone, (await transfer).Result);
        Assert.Equal(EndCode.CallerHangup, bench.Record.End.Reason.Code);
    });

    [Fact]
    public void A_busy_target_leaves_the_caller_with_the_agent() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        bench.Leg.Transfers = new TransferOutcome(TransferResult.Failed, 486);
        var report = await bench.Directory.TransferAsync(id, Blind);
        await world.Delay(100);

        Assert.Equal(new TransferReport(TransferResult.Failed, TransferWay.Refer, 486), report);
        Assert.Equal(["aside", "back Failed"], bench.Log.Where(line => line is "aside" or "back Failed"));
        Assert.Null(bench.Leg.HungUpWith);
        bench.Leg.CallerHangsUp();
        await bench.Over();
    });

    [Fact]
    public void A_line_that_does_not_transfer_is_joined_with_the_target_here() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        bench.Leg.Transfers = new TransferOutcome(TransferResult.Refused, 405);
        var transfer = bench.Directory.TransferAsync(id, Blind);
        await world.Delay(500);
        Assert.Equal("caller", Assert.Single(bench.Dialled.Targets).OnBehalfOf);
        target.PeerRings();
        await world.Delay(900);
        Assert.True(bench.Leg.Played.Skip(bench.Leg.Played.Count - 2000).Max(sample => Math.Abs((int)sample)) > 500); // it is heard to ring
        target.PeerAnswers();
        await world.Delay(500);

        Assert.Equal(new TransferReport(TransferResult.Succeeded, TransferWay.Bridge, 200), await transfer);
        Assert.Contains("let go", bench.Log); // the agent has left
        target.Hear([.. Enumerable.Repeat((short)9000, 4000)]);
        bench.Leg.Hear([.. Enumerable.Repeat((short)7000, 4000)]);
        await world.Delay(400);
        Assert.Equal((9000, 7000), (bench.Leg.Played[^200], target.Played[^200]));
        bench.Leg.Press('7');
        target.PeerHolds(true);
        await world.Delay(100);
        Assert.Equal(['7'], target.SentDigits);
        Assert.True(bench.Leg.Holds);

        target.PeerHangsUp(CallEndReason.CallerHangup);
        await bench.Over();
        Assert.NotNull(bench.Leg.HungUpWith);
        Assert.True(target.Disposed);
        Assert.Equal(["transfer", "bridge"], bench.Record.Notes.Select(note => note.Kind));
    });

    [Fact]
    public void Early_media_of_the_target_is_heard_and_it_hears_nobody() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        bench.Leg.Transfers = new TransferOutcome(TransferResult.Refused, 603);
        _ = bench.Directory.TransferAsync(id, Blind);
        await world.Delay(100);
        target.PeerRings(early: true);
        await world.Delay(100);
        target.Hear([.. Enumerable.Repeat((short)9000, 4000)]);
        bench.Leg.Hear([.. Enumerable.Repeat((short)7000, 4000)]);
        await world.Delay(400);
        Assert.Equal((9000, 0), (bench.Leg.Played[^200], target.Played[^200]));
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.NotNull(target.HungUpWith);
        Assert.True(target.Disposed);
    });

    [Fact]
    public void A_target_that_refuses_is_told_with_its_status() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        var transfer = bench.Directory.TransferAsync(id, Attended);
        await world.Delay(100);
        target.PeerRefuses(new CallEndReason(EndCode.Busy, EndSide.Caller, "Busy (SIP 486).") { Cause = new LineCause(486) });
        await world.Delay(100);

        Assert.Equal(new TransferReport(TransferResult.Failed, TransferWay.Bridge, 486, "Busy (SIP 486)."), await transfer);
        Assert.Contains("back Failed", bench.Log);
        bench.Leg.CallerHangsUp();
        await bench.Over();
    });

    [Fact]
    public void An_attended_transfer_hands_over_when_the_target_has_answered() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        bench.Leg.Transfers = null;
        var transfer = bench.Directory.TransferAsync(id, Attended);
        await world.Delay(100);
        Assert.Empty(bench.Leg.AskedFor);
        target.PeerAnswers();
        await world.Delay(100);
        Assert.Same(target, Assert.Single(bench.Leg.AskedFor).Consultation);
        target.PeerHangsUp(CallEndReason.CallerHangup); // taken over
        await world.Delay(100);
        Assert.False(transfer.IsCompleted);
        bench.Leg.PeerTransfers(new TransferOutcome(TransferResult.Succeeded, 200));
        await bench.Over();

        Assert.Equal(new TransferReport(TransferResult.Succeeded, TransferWay.Replaces, 200), await transfer);
        Assert.Equal(EndCode.Transferred, bench.Record.End.Reason.Code);
    });

    [Fact]
    public void An_attended_transfer_that_the_line_does_not_do_is_a_bridge() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        bench.Leg.Transfers = new TransferOutcome(TransferResult.NotAllowed);
        var transfer = bench.Directory.TransferAsync(id, Attended);
        await world.Delay(100);
        target.PeerAnswers();
        await world.Delay(100);
        Assert.Equal(TransferWay.Bridge, (await transfer).Way);
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.NotNull(target.HungUpWith);
    });

    [Fact]
    public void Another_trunk_is_dialled_by_us() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        var target = Target(bench);
        var transfer = bench.Directory.TransferAsync(id, Blind with { Target = new DialTarget("200", "", "carrier") });
        await world.Delay(100);
        Assert.Empty(bench.Leg.AskedFor);
        Assert.Equal("carrier", Assert.Single(bench.Dialled.Targets).Trunk);
        target.PeerAnswers();
        Assert.Equal(TransferResult.Succeeded, (await transfer).Result);
        bench.Leg.CallerHangsUp();
        await bench.Over();
    });

    [Fact]
    public void What_may_not_be_dialled_is_told() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        bench.Leg.Transfers = new TransferOutcome(TransferResult.NotAllowed);
        var report = await bench.Directory.TransferAsync(id, Blind);
        Assert.Equal((TransferResult.NotAllowed, "No line is left."), (report.Result, report.Reason));
        bench.Leg.CallerHangsUp();
        await bench.Over();
    });

    [Fact]
    public void Only_one_transfer_at_a_time_and_none_of_a_call_that_is_not_up() => VirtualTime.Run(async world =>
    {
        Assert.Equal(TransferResult.LineGone, (await new CallDirectory().TransferAsync(Guid.Empty, Blind)).Result);
        var (bench, id) = await TalkingAsync(world);
        bench.Leg.Transfers = null;
        var first = bench.Directory.TransferAsync(id, Blind);
        Assert.Equal(TransferResult.NotNow, (await bench.Directory.TransferAsync(id, Blind)).Result);
        bench.Directory.HangUp(id, CallEndReason.OperatorHangup);
        await bench.Over();
        Assert.Equal(TransferResult.LineGone, (await first).Result);
    });

    [Fact]
    public void An_operator_holds_resumes_and_presses_keys() => VirtualTime.Run(async world =>
    {
        var (bench, id) = await TalkingAsync(world);
        Assert.Equal(LineVerdict.Done, await bench.Directory.HoldAsync(id, true));
        Assert.True(bench.Leg.Holds);
        Assert.Equal(LineVerdict.Done, await bench.Directory.HoldAsync(id, false));
        Assert.Equal(LineVerdict.Done, await bench.Directory.PressAsync(id, "12#", TimeSpan.FromMilliseconds(100)));
        Assert.Equal(['1', '2', '#'], bench.Leg.SentDigits);
        Assert.Equal("3", bench.Record.Notes.Single(note => note.Kind == "keys_sent").Data["count"]);
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.Equal(["event LineHeld", "event LineHeld"], bench.Log.Where(line => line == "event LineHeld"));
        Assert.Equal(LineVerdict.Over, await bench.Directory.HoldAsync(id, true));
    });

    [Fact]
    public void We_call_and_the_agent_begins_when_somebody_answers() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var line = new ScriptedLeg(world.Clock, new ListenEngine(new LevelVad()))
        {
            Info = new LegInfo(LegKind.Scripted, CallDirection.Outbound, "us", "them", "test", "leg-9"),
        };
        bench.Dialled.Lines.Enqueue(line);
        var id = bench.Intake.Dial(new DialTarget("them", ""), bench.Agent);
        await world.Delay(30_000);
        Assert.Equal(["CallAdmitted", "prepare"], bench.Log);
        line.PeerAnswers();
        await world.Delay(100);
        Assert.Equal("start", bench.Log[^1]);
        line.PeerHangsUp(CallEndReason.CallerHangup);
        await bench.Over();
        Assert.Equal((id, CallEndReason.CallerHangup), (bench.Record.End.CallId, bench.Record.End.Reason));
        Assert.False(line.Ringing);
    });

    [Fact]
    public void Somebody_who_does_not_answer_us_ends_the_call_with_the_reason() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var line = new ScriptedLeg(world.Clock, new ListenEngine(new LevelVad()))
        {
            Info = new LegInfo(LegKind.Scripted, CallDirection.Outbound, "us", "them", "test", "leg-9"),
        };
        bench.Dialled.Lines.Enqueue(line);
        bench.Intake.Dial(new DialTarget("them", ""), bench.Agent);
        await world.Delay(1000);
        line.PeerRefuses(new CallEndReason(EndCode.Busy, EndSide.Caller));
        await bench.Over();
        Assert.Equal(EndCode.Busy, bench.Record.End.Reason.Code);
        Assert.Throws<DialRefusedException>(() => bench.Intake.Dial(new DialTarget("them", ""), bench.Agent));
        Assert.Equal(0, bench.Directory.Count);
    });
}
