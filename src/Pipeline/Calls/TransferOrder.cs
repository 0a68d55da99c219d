namespace Voxie.Pipeline.Calls;

/// <summary>A transfer that somebody wants.</summary>
/// <param name="Target">Without a trunk: by the way that the call's own line has come.</param>
/// <param name="By">Who wants it: the agent or an operator.</param>
public sealed record TransferOrder(DialTarget Target, TransferMode Mode, EndSide By)
{
    /// <summary>Name of the agent's entry, for the record; null: none.</summary>
    public string? Entry { get; init; }
}
