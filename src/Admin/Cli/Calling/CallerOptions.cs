namespace Voxie.Admin.Cli.Calling;

/// <summary>How the test caller behaves.</summary>
/// <param name="RateHz">Of the leg.</param>
/// <param name="YieldAfter">The other side must have been quiet for so long before the caller takes its turn.</param>
/// <param name="BargeInAfter">Set: from the second turn on the caller does not wait, it speaks up so long after the other side began.</param>
/// <param name="LongestWait">The caller takes its turn anyway when the other side has said nothing for so long.</param>
internal sealed record CallerOptions(int RateHz, TimeSpan YieldAfter, TimeSpan? BargeInAfter, TimeSpan LongestWait);
