namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Which trunk a request is of.</summary>
/// <param name="Trunk">Null: of none.</param>
/// <param name="BySource">The sender's address is one of the trunk's.</param>
/// <param name="MustProve">Only right credentials make it this trunk's.</param>
public readonly record struct TrunkMatch(Trunk? Trunk, TrunkSign Sign, bool BySource, bool MustProve)
{
    public static TrunkMatch None { get; }

    /// <summary>The request's credentials claim the trunk's user; else they are wrong whatever they are.</summary>
    public bool IsNamed => Sign == TrunkSign.User;

    /// <summary>The trunk, as far as the request itself has told it.</summary>
    public string? KnownId => BySource || IsNamed ? Trunk?.Id : null;
}
