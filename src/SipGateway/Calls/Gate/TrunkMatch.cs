using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Which trunk a request is of.</summary>
/// <param name="Trunk">Null: of none that can be told; with <paramref name="MustProve"/>: it has still to name one.</param>
/// <param name="BySource">The trunk's addresses hold the sender's.</param>
/// <param name="MustProve">Only right credentials make it this trunk's.</param>
internal readonly record struct TrunkMatch(Trunk? Trunk, bool BySource, bool MustProve)
{
    public static TrunkMatch None { get; }
}
