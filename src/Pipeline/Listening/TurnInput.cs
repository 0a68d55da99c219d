using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Listening;

/// <summary>Something that bears on whose turn it is.</summary>
/// <param name="Now">Monotonic time of the decision, since an arbitrary origin.</param>
internal abstract record TurnInput(TimeSpan Now)
{
    /// <param name="At">When the speech began: back-dated.</param>
    internal sealed record SpeechBegins(TimeSpan Now, TimeSpan At) : TurnInput(Now);

    /// <param name="At">When the speech ended: back-dated.</param>
    internal sealed record SpeechEnds(TimeSpan Now, TimeSpan At) : TurnInput(Now);

    /// <summary>Audio of the caller came.</summary>
    internal sealed record StillHeard(TimeSpan Now) : TurnInput(Now);

    /// <summary>The recogniser's view of the turn so far.</summary>
    internal sealed record TextKnown(TimeSpan Now, string Text, bool EndOfTurn = false) : TurnInput(Now);

    /// <summary>What the caller was saying is lost: the recogniser failed.</summary>
    internal sealed record SpeechLost(TimeSpan Now) : TurnInput(Now);

    /// <summary>The time of <see cref="TurnState.Due"/> has come.</summary>
    internal sealed record TimerDue(TimeSpan Now) : TurnInput(Now);

    /// <summary>The agent has something to say (or thinks about it), or has said it all.</summary>
    internal sealed record AgentFloor(TimeSpan Now, bool Held) : TurnInput(Now);

    internal sealed record KeyPressed(TimeSpan Now, char Digit) : TurnInput(Now);

    internal sealed record AnswerExpected(TimeSpan Now, ExpectedAnswer Answer) : TurnInput(Now);
}
