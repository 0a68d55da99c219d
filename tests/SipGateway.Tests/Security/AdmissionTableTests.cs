using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Security;

public sealed class AdmissionTableTests
{
    private static readonly (AdmissionFacts Facts, AdmissionOutcome Outcome)[] Table =
    [
        (new(SourceKind.Local), AdmissionOutcome.Admit),
        (new(SourceKind.Trunk), AdmissionOutcome.Admit),
        (new(SourceKind.Stranger), AdmissionOutcome.Refuse),
        (new(SourceKind.Stranger, IgnoresStrangers: true), AdmissionOutcome.Ignore),
        (new(SourceKind.Stranger, IsBanned: true), AdmissionOutcome.Banned),
        (new(SourceKind.Stranger, IsBanned: true, Proof: ProofState.Given), AdmissionOutcome.Banned),
        // Known peers are exempt from bans; the flag would be a bug elsewhere, and opens nothing to strangers.
        (new(SourceKind.Trunk, IsBanned: true), AdmissionOutcome.Admit),
        (new(SourceKind.Local, IgnoresStrangers: true), AdmissionOutcome.Admit),
        // A call that is up outlives every limit.
        (new(SourceKind.Stranger, InDialog: true, IsBanned: true), AdmissionOutcome.Admit),
        (new(SourceKind.Trunk, InDialog: true, WithinRate: false, Proof: ProofState.Missing, TrunkHasRoom: false), AdmissionOutcome.Admit),
        (new(SourceKind.Trunk, WithinRate: false), AdmissionOutcome.TooMany),
        (new(SourceKind.Local, WithinRate: false), AdmissionOutcome.TooMany),
        // A stranger is refused before it counts against known peers.
        (new(SourceKind.Stranger, WithinRate: false), AdmissionOutcome.Refuse),
        (new(SourceKind.Trunk, Proof: ProofState.Missing), AdmissionOutcome.Challenge),
        (new(SourceKind.Stranger, Proof: ProofState.Missing), AdmissionOutcome.Challenge),
        (new(SourceKind.Stranger, IgnoresStrangers: true, Proof: ProofState.Missing), AdmissionOutcome.Challenge),
        (new(SourceKind.Trunk, Proof: ProofState.Stale), AdmissionOutcome.ChallengeAnew),
        (new(SourceKind.Trunk, Proof: ProofState.Wrong), AdmissionOutcome.WrongProof),
        (new(SourceKind.Trunk, Proof: ProofState.Given), AdmissionOutcome.Admit),
        (new(SourceKind.Stranger, Proof: ProofState.Given), AdmissionOutcome.Admit),
        (new(SourceKind.Trunk, TrunkHasRoom: false), AdmissionOutcome.TrunkFull),
        (new(SourceKind.Trunk, WithinTrunkRate: false), AdmissionOutcome.TrunkTooFast),
        // Limits are told only to those who have proven themselves.
        (new(SourceKind.Trunk, Proof: ProofState.Missing, TrunkHasRoom: false, WithinTrunkRate: false), AdmissionOutcome.Challenge),
    ];

    [Fact]
    public void Every_row_has_its_outcome() =>
        Assert.All(Table, static row => Assert.Equal(row.Outcome, AdmissionTable.Decide(row.Facts)));
}
