namespace Voxie.Pipeline.Listening;

internal enum CallerPhase
{
    /// <summary>Not speaking, and no turn is open.</summary>
    Quiet,
    Speaking,
    /// <summary>Fell silent; the turn is open until the wait is over.</summary>
    Pausing,
}

/// <summary>All that <see cref="TurnDetector"/> remembers.</summary>
internal sealed record TurnState
{
    public CallerPhase Phase { get; init; }
    public TurnProfile Profile { get; init; } = TurnProfile.Open;

    /// <summary>Begin of the latest burst of speech, and the end of it once <see cref="CallerPhase.Pausing"/>.</summary>
    public TimeSpan SpeechStart { get; init; }
    public TimeSpan SpeechEnd { get; init; }

    /// <summary>Speech in the bursts of this turn that have ended.</summary>
    public TimeSpan Spoken { get; init; }
    public TimeSpan LastHeard { get; init; }

    /// <summary>The text was asked for in this pause.</summary>
    public bool Looked { get; init; }

    /// <summary>The text as it stands in this pause; null: not known.</summary>
    public string? Text { get; init; }

    public bool AgentHasFloor { get; init; }

    /// <summary>The agent is paused, and what the caller did is not decided upon.</summary>
    public bool Interrupting { get; init; }

    public string Digits { get; init; } = "";
    public bool DigitsClosed { get; init; }
    public TimeSpan LastDigit { get; init; }

    /// <summary>When <see cref="TurnInput.TimerDue"/> is wanted; null: not at all.</summary>
    public TimeSpan? Due { get; init; }
}
