using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Which trunk a request is of.</summary>
/// <param name="Trunk">Null: of none.</param>
/// <param name="BySource">The trunk's addresses hold the sender's.</param>
/// <param name="MustProve">Only right credentials make it this trunk's.</param>
/// <param name="IsNamed">The request's credentials claim the trunk's user; else they are wrong whatever they are.</param>
internal readonly record struct TrunkMatch(Trunk? Trunk, bool BySource, bool MustProve, bool IsNamed = false)
{
    public static TrunkMatch None { get; }

    /// <summary>The trunk, as far as the request itself has told it.</summary>
    public string? KnownId => BySource || IsNamed ? Trunk?.Id : null;
}
