namespace Voxie.Pipeline.SpeechToText;

/// <summary>A word that callers of an agent are likely to say.</summary>
/// <param name="Text">One word in lower case.</param>
/// <param name="Weight">0 to 1: how much it is expected.</param>
public sealed record ExpectedWord(string Text, double Weight);
