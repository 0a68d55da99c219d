using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;

namespace Voxie.SipGateway.Calls;

/// <summary>What everything within one session works on.</summary>
/// <param name="Leg">Whose the session is, for as long as it is the leg's.</param>
/// <param name="Trunk">Whom the session is with; null: a program on this machine, on the usual terms.</param>
internal sealed record SessionParts(SipDialog Dialog, LegAudio Audio, Strand Strand, SipLayers Layers, Trunk? Trunk, SipCallLeg Leg)
{
    /// <summary>Who is told what happens.</summary>
    public ISipSessionUser User { get; init; } = Leg;

    private static readonly TrunkTerms Usual = new();

    public TrunkTerms Terms => TermsOf(Trunk);

    public static TrunkTerms TermsOf(Trunk? trunk) => trunk?.Terms ?? Usual;
}
