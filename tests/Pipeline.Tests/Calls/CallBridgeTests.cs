using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class CallBridgeTests
{
    private static readonly DialTarget Target = new("200", "caller", "pbx");

    private static ScriptedLeg NewLine(VirtualTime world, int rateHz = 8000) => new(world.Clock, new ListenEngine(new LevelVad()), rateHz);

    private static short[] Tone(int rateHz, double milliseconds, int hertz)
    {
        var samples = new short[(int)(rateHz * milliseconds / 1000)];
        new ToneSource(rateHz, hertz).Pull(samples);
        return samples;
    }

    private static double Level(IReadOnlyList<short> played, int from, int to) =>
        Math.Sqrt(played.Skip(from).Take(to - from).Average(sample => (double)sample * sample));

    private static async Task<(CallBench Bench, ScriptedLeg Second)> TalkingAsync(VirtualTime world, int secondHz = 8000)
    {
        var bench = new CallBench(world);
        var second = NewLine(world, secondHz);
        bench.Dialled.Lines.Enqueue(second);
        bench.Intake.Bridge(bench.Leg, Target);
        await world.Delay(1000);
        Assert.False(bench.Leg.Ringing); // nobody rings yet
        second.PeerRings();
        await world.Delay(2000);
        Assert.True(bench.Leg is { Ringing: true, Answered: false, Progressed: false });
        second.PeerAnswers();
        await world.Delay(100);
        Assert.True(bench.Leg.Answered);
        Assert.Equal([Target], bench.Dialled.Targets);
        return (bench, second);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    public void Both_hear_each_other_at_their_own_rates(int secondHz) => VirtualTime.Run(async world =>
    {
        var (bench, second) = await TalkingAsync(world, secondHz);
        bench.Leg.Hear(Tone(8000, 500, 400));
        await world.Delay(1000);
        Assert.True(Level(second.Played, second.Played.Count - secondHz, second.Played.Count - (secondHz / 2)) > 1000);
        Assert.Equal(0, bench.Leg.Played.Max(sample => Math.Abs((int)sample))); // nobody hears himself

        second.Hear(Tone(secondHz, 500, 400));
        await world.Delay(1000);
        Assert.True(Level(bench.Leg.Played, bench.Leg.Played.Count - 8000, bench.Leg.Played.Count - 4000) > 1000);

        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.True(second is { Disposed: true, HungUpWith: not null });
        Assert.Equal(CallEndReason.CallerHangup, bench.Record.End.Reason);
        Assert.Equal("pbx", bench.Record.Notes.Single(note => note.Kind == "bridge").Data["trunk"]);
    });

    [Fact]
    public void Keys_and_hold_pass_on_both_ways() => VirtualTime.Run(async world =>
    {
        var (bench, second) = await TalkingAsync(world);
        bench.Leg.Press('5');
        second.Press('#');
        second.PeerHolds(true);
        await world.Delay(100);
        Assert.Equal(['5'], second.SentDigits);
        Assert.Equal(['#'], bench.Leg.SentDigits);
        Assert.True(bench.Leg.Holds);

        // Who holds hears nothing; its music is heard.
        bench.Leg.Hear(Tone(8000, 300, 400));
        second.Hear(Tone(8000, 300, 400));
        await world.Delay(500);
        Assert.Equal(0, second.Played.Max(sample => Math.Abs((int)sample)));
        Assert.True(bench.Leg.Played.Max(sample => Math.Abs((int)sample)) > 1000);

        second.PeerHolds(false);
        bench.Leg.PeerHolds(true);
        await world.Delay(100);
        Assert.True(second.Holds);
        Assert.False(bench.Leg.Holds);
        second.CallerHangsUp();
        await bench.Over();
        Assert.NotNull(bench.Leg.HungUpWith);
    });

    [Fact]
    public void The_caller_hears_what_the_second_line_lets_hear_before_it_answers() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var second = NewLine(world);
        bench.Dialled.Lines.Enqueue(second);
        bench.Intake.Bridge(bench.Leg, Target);
        await world.Delay(100);
        second.PeerRings();
        second.PeerRings(early: true);
        await world.Delay(100);
        Assert.True(bench.Leg is { Progressed: true, Answered: false });
        second.Hear(Tone(8000, 500, 425));
        bench.Leg.Hear(Tone(8000, 500, 400));
        bench.Leg.Press('1');
        await world.Delay(600);
        Assert.True(Level(bench.Leg.Played, bench.Leg.Played.Count - 4000, bench.Leg.Played.Count - 2000) > 1000);
        Assert.Equal(0, second.Played.Max(sample => Math.Abs((int)sample)));
        Assert.Empty(second.SentDigits);

        second.PeerAnswers();
        await world.Delay(100);
        bench.Leg.Hear(Tone(8000, 500, 400));
        await world.Delay(600);
        Assert.True(Level(second.Played, second.Played.Count - 4000, second.Played.Count - 2000) > 1000);
        bench.Leg.CallerHangsUp();
        await bench.Over();
    });

    [Fact]
    public void What_one_line_says_of_its_end_is_said_to_the_other() => VirtualTime.Run(async world =>
    {
        var (bench, second) = await TalkingAsync(world);
        var reason = CallEndReason.CallerHangup with { Cause = new LineCause(null, "Q.850;cause=31") };
        second.PeerHangsUp(reason);
        await bench.Over();
        Assert.Equal("Q.850;cause=31", bench.Leg.HungUpWith?.Cause?.Reason);

        (bench, second) = await TalkingAsync(world);
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.Equal(CallEndReason.CallerHangup, second.HungUpWith);
    });

    [Theory]
    [InlineData(EndCode.Busy)]
    [InlineData(EndCode.NoAnswer)]
    [InlineData(EndCode.Rejected)]
    public void Who_does_not_answer_ends_the_call_with_its_reason(EndCode code) => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var second = NewLine(world);
        bench.Dialled.Lines.Enqueue(second);
        bench.Intake.Bridge(bench.Leg, Target);
        await world.Delay(1000);
        second.PeerRefuses(new CallEndReason(code, EndSide.Caller));
        await bench.Over();
        Assert.Equal(code, bench.Record.End.Reason.Code);
        Assert.False(bench.Leg.Answered);
    });

    [Fact]
    public void A_caller_who_gives_up_ends_the_second_line() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        var second = NewLine(world);
        bench.Dialled.Lines.Enqueue(second);
        bench.Intake.Bridge(bench.Leg, Target);
        await world.Delay(30_000); // longer than an agent may take to get ready
        Assert.Null(second.HungUpWith);
        bench.Leg.CallerHangsUp();
        await bench.Over();
        Assert.NotNull(second.HungUpWith);
        Assert.Equal(EndCode.CallerCancelled, bench.Record.End.Reason.Code);
    });

    [Fact]
    public void What_cannot_be_dialled_is_said() => VirtualTime.Run(async world =>
    {
        var bench = new CallBench(world);
        bench.Intake.Bridge(bench.Leg, Target);
        await bench.Over();
        Assert.Equal((EndCode.Rejected, EndSide.Config, "No line is left."), (bench.Record.End.Reason.Code, bench.Record.End.Reason.Side, bench.Record.End.Reason.Detail));
    });

    [Fact]
    public void Three_parties_hear_the_sum_of_the_others() => VirtualTime.Run(async world =>
    {
        var lines = Enumerable.Range(0, 3).Select(_ => NewLine(world)).ToArray();
        var bridge = new CallBridge();
        foreach (var line in lines)
        {
            await line.AnswerAsync(default);
            bridge.Add(line);
        }

        bridge.Join();
        lines[0].Hear(Enumerable.Repeat((short)1000, 4000).ToArray());
        lines[1].Hear(Enumerable.Repeat((short)20000, 4000).ToArray());
        await world.Delay(300);
        Assert.Equal((20000, 1000, 21000), (lines[0].Played[^200], lines[1].Played[^200], lines[2].Played[^200]));

        bridge.Let(lines[2], lines[1], hear: false);
        bridge.Remove(lines[0]);
        lines[1].Hear(Enumerable.Repeat((short)30000, 4000).ToArray());
        await world.Delay(600);
        Assert.Equal((0, 0), (lines[0].Played[^200], lines[2].Played[^200]));
    });
}
