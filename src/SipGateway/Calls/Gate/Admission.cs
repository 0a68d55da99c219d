using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>What the gate found out about the sender of a request; travels with its transaction.</summary>
/// <param name="Trunk">Whose request it is; null: a program of this machine.</param>
/// <param name="Dialog">The live call of that very peer that the request names; null: none.</param>
internal sealed record Admission(Trunk? Trunk, IDialogUser? Dialog = null)
{
    public static Admission Local { get; } = new(null, null);
}
