using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Listening;

/// <summary>How long to wait for what, by the kind of answer that is awaited. All waits count from the back-dated end of speech.</summary>
/// <param name="Look">Until the text as it stands is asked for.</param>
/// <param name="Quick">Until a turn is over whose text looks finished.</param>
/// <param name="Slow">Until a turn is over in any case.</param>
internal sealed record TurnProfile(TimeSpan Look, TimeSpan Quick, TimeSpan Slow)
{
    /// <summary>Speech over the agent of this length is an interruption, whatever was said.</summary>
    public TimeSpan InterruptAfter { get; init; } = Ms(400);

    /// <summary>Speech over the agent whose text does not come in time is an interruption from this length on.</summary>
    public TimeSpan LeastInterruption { get; init; } = Ms(250);

    /// <summary>Longest wait, from the end of a short interjection, for what was said in it. The agent is paused for so long.</summary>
    public TimeSpan DecideWithin { get; init; } = Ms(600);

    /// <summary>Speech shorter than this in all is no turn: a click, a breath.</summary>
    public TimeSpan LeastTurn { get; init; } = Ms(100);

    /// <summary>From the last key to the end of a turn made of keys.</summary>
    public TimeSpan BetweenDigits { get; init; } = Ms(2500);

    /// <summary>Speech that is heard no more and yet never ended (the line went dead) is over after this.</summary>
    public TimeSpan Unheard { get; init; } = Ms(1000);

    public static TurnProfile For(ExpectedAnswer expected) => expected switch
    {
        ExpectedAnswer.YesNo => YesNo,
        ExpectedAnswer.Digits => Digits,
        ExpectedAnswer.Spelling => Spelling,
        _ => Open,
    };

    public static TurnProfile Open { get; } = new(Ms(220), Ms(380), Ms(750));

    private static TurnProfile YesNo { get; } = new(Ms(200), Ms(300), Ms(550));

    // Who reads out a number pauses between its groups, and every group looks finished.
    private static TurnProfile Digits { get; } = new(Ms(250), Ms(1000), Ms(1400));

    private static TurnProfile Spelling { get; } = new(Ms(250), Ms(1100), Ms(1500));

    private static TimeSpan Ms(int value) => TimeSpan.FromMilliseconds(value);
}
