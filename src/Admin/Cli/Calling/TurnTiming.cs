namespace Voxie.Admin.Cli.Calling;

/// <summary>What one turn of the test caller was met with. Times are milliseconds on one monotonic clock.</summary>
/// <param name="Name">What was said.</param>
/// <param name="AnswerGapMs">End of the caller's speech to the first loud sample heard after it; null: no answer came.</param>
/// <param name="StoppedAfterMs">For a turn spoken over the other side: start of the caller's speech to the other side's silence.</param>
internal sealed record TurnTiming(string Name, double? AnswerGapMs, double? StoppedAfterMs);
