namespace Voxie.SipGateway.Security;

/// <summary>The decision on a new request: facts in, outcome out. Pure.</summary>
internal static class AdmissionTable
{
    public static AdmissionOutcome Decide(in AdmissionFacts facts) => facts switch
    {
        // Live calls come first, whatever else floods us.
        { InDialog: true } => AdmissionOutcome.Admit,
        { Source: SourceKind.Stranger, IsBanned: true } => AdmissionOutcome.Banned,
        // A stranger without a way to prove itself. Whether the number that it dials exists is not looked at.
        { Source: SourceKind.Stranger, Proof: ProofState.NotAsked, IgnoresStrangers: true } => AdmissionOutcome.Ignore,
        { Source: SourceKind.Stranger, Proof: ProofState.NotAsked } => AdmissionOutcome.Refuse,
        { WithinRate: false } => AdmissionOutcome.TooMany,
        { Proof: ProofState.Missing } => AdmissionOutcome.Challenge,
        { Proof: ProofState.Stale } => AdmissionOutcome.ChallengeAnew,
        { Proof: ProofState.Wrong } => AdmissionOutcome.WrongProof,
        { WithinTrunkRate: false } => AdmissionOutcome.TrunkTooFast,
        { TrunkHasRoom: false } => AdmissionOutcome.TrunkFull,
        _ => AdmissionOutcome.Admit,
    };
}
