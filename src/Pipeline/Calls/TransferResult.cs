namespace Voxie.Pipeline.Calls;

/// <summary>What became of a transfer.</summary>
public enum TransferResult
{
    /// <summary>The target has answered: the line may be let go.</summary>
    Succeeded,
    /// <summary>The peer took it over and does not tell how it went.</summary>
    Accepted,
    /// <summary>The peer does not transfer (405, 403, 603 and the like): bridge instead.</summary>
    Refused,
    /// <summary>The target was busy, did not answer or could not be reached: the caller is still here.</summary>
    Failed,
    /// <summary>The peer took it over and then told nothing in time.</summary>
    TimedOut,
    /// <summary>The dial policy forbids the target, or the line cannot be transferred.</summary>
    NotAllowed,
    /// <summary>The call is not answered yet, or another transfer of it is under way.</summary>
    NotNow,
    /// <summary>The line is gone.</summary>
    LineGone,
}
