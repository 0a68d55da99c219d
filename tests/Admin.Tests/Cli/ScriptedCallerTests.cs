using Voxie.Admin.Cli.Calling;
using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Cli;

/// <summary>The test caller's manners and its stop watch, on virtual time: 20 ms frames at 8 kHz.</summary>
public sealed class ScriptedCallerTests
{
    private const int RateHz = 8000;
    private const int FrameSamples = 160;
    private readonly FakeTimeProvider _time = new();
    private long _position;

    [Fact]
    public void Waits_until_the_other_side_has_spoken_and_yielded()
    {
        var caller = Caller();
        Assert.Equal(0, Run(caller, TimeSpan.FromSeconds(2), loud: false));
        Assert.Equal(0, Run(caller, TimeSpan.FromSeconds(1), loud: true));
        Assert.Equal(0, Run(caller, TimeSpan.FromMilliseconds(980), loud: false));
        Assert.NotEqual(0, Run(caller, TimeSpan.FromMilliseconds(60), loud: false));
    }

    [Fact]
    public void Speaks_up_when_nobody_ever_says_anything()
    {
        var caller = Caller();
        Assert.Equal(0, Run(caller, TimeSpan.FromSeconds(9.9), loud: false));
        Assert.NotEqual(0, Run(caller, TimeSpan.FromSeconds(0.2), loud: false));
    }

    [Fact]
    public void Measures_the_gap_from_its_last_speech_sample_to_the_answer()
    {
        var caller = Caller();
        Greet(caller);
        // 1,000 ms of speech with 400 ms of silence behind it in the file.
        Run(caller, TimeSpan.FromMilliseconds(1400), loud: false);
        Run(caller, TimeSpan.FromMilliseconds(300), loud: false);
        Run(caller, TimeSpan.FromMilliseconds(100), loud: true);
        var gap = Assert.Single(caller.Take().Timings).AnswerGapMs;
        Assert.InRange(gap!.Value, 680, 740);
    }

    [Fact]
    public void Interrupts_when_told_to_and_says_how_long_the_other_side_went_on()
    {
        var caller = Caller(turns: 2, bargeIn: TimeSpan.FromMilliseconds(500));
        Greet(caller);
        Run(caller, TimeSpan.FromMilliseconds(1800), loud: false);
        Run(caller, TimeSpan.FromMilliseconds(500), loud: true);
        // The caller now speaks; the agent goes on for 200 ms and stops.
        Run(caller, TimeSpan.FromMilliseconds(200), loud: true);
        Run(caller, TimeSpan.FromMilliseconds(600), loud: false);
        var timing = caller.Take().Timings[1];
        Assert.InRange(timing.StoppedAfterMs!.Value, 160, 240);
        Assert.Null(timing.AnswerGapMs);
    }

    [Fact]
    public void Is_finished_when_the_last_answer_has_been_given()
    {
        var caller = Caller();
        Greet(caller);
        Run(caller, TimeSpan.FromMilliseconds(1800), loud: false);
        Run(caller, TimeSpan.FromSeconds(1), loud: true);
        Assert.False(caller.Finished.IsCompleted);
        Run(caller, TimeSpan.FromMilliseconds(1100), loud: false);
        Assert.True(caller.Finished.IsCompleted);
    }

    private void Greet(ScriptedCaller caller)
    {
        Run(caller, TimeSpan.FromSeconds(1), loud: true);
        for (var frames = 0; frames < 100 && Run(caller, TimeSpan.FromMilliseconds(20), loud: false) == 0; frames++) { }
    }

    private ScriptedCaller Caller(int turns = 1, TimeSpan? bargeIn = null)
    {
        var samples = new short[RateHz * 14 / 10];
        new ToneSource(RateHz, 400).Pull(samples.AsSpan(0, RateHz));
        var turn = CallerTurn.From("question.wav", samples, RateHz);
        var options = new CallerOptions(RateHz, TimeSpan.FromSeconds(1), bargeIn, TimeSpan.FromSeconds(10));
        return new ScriptedCaller([.. Enumerable.Repeat(turn, turns)], options, _time);
    }

    /// <returns>Samples the caller spoke meanwhile.</returns>
    private int Run(ScriptedCaller caller, TimeSpan span, bool loud)
    {
        var heard = new short[FrameSamples];
        if (loud) new ToneSource(RateHz, 600).Pull(heard);
        var played = new short[FrameSamples];
        var spoken = 0;
        for (var t = TimeSpan.Zero; t < span; t += TimeSpan.FromMilliseconds(20))
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            caller.Accept(new AudioFrame(heard, RateHz, _position, _time.GetTimestamp()));
            _position += FrameSamples;
            spoken += caller.Pull(played);
        }
        return spoken;
    }
}
