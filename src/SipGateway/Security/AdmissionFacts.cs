namespace Voxie.SipGateway.Security;

/// <summary>All that the decision on a new request stands on.</summary>
/// <param name="InDialog">It belongs to a live call of the very peer that sends it.</param>
/// <param name="WithinRate">Known peers together have not sent more than allowed.</param>
/// <param name="TrunkHasRoom">The trunk has fewer calls up than allowed, or this is no new call.</param>
/// <param name="WithinTrunkRate">The trunk has begun fewer calls in the last second than allowed, or this is no new call.</param>
internal readonly record struct AdmissionFacts(
    SourceKind Source, bool InDialog = false, bool IsBanned = false, bool IgnoresStrangers = false, bool WithinRate = true,
    ProofState Proof = ProofState.NotAsked, bool TrunkHasRoom = true, bool WithinTrunkRate = true);
