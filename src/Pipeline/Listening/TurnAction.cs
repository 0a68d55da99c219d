namespace Voxie.Pipeline.Listening;

internal enum TurnVerb
{
    /// <summary>Ask the recogniser for the text as it stands: the caller may have finished.</summary>
    Look,
    /// <summary>The caller's turn is over. From here on the agent has the floor.</summary>
    Commit,
    /// <summary>What was heard is no turn: forget its audio.</summary>
    Drop,
    /// <summary>The caller may be interrupting: fall silent, but keep what was to be said.</summary>
    Pause,
    /// <summary>It was no interruption: go on where you stopped.</summary>
    Resume,
    /// <summary>It was one: the rest is not said.</summary>
    Cut,
}

/// <param name="LastSpeech">With <see cref="TurnVerb.Commit"/>: when the caller last spoke or pressed a key.</param>
/// <param name="Digits">With <see cref="TurnVerb.Commit"/>: the keys pressed, without the closing #.</param>
/// <param name="Spoken">With <see cref="TurnVerb.Commit"/>: there was speech, so a transcript is to come.</param>
internal readonly record struct TurnAction(TurnVerb Verb, TimeSpan LastSpeech = default, string Digits = "", bool Spoken = false);
