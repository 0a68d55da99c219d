using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Calls;

/// <summary>The INVITE of a leg: received or ours. Called on the strand.</summary>
internal interface ILegSide
{
    void Ring();

    void Answer();

    /// <summary>Ends a line that is not up: refuses the INVITE, or cancels ours.</summary>
    void GiveUp(CallEndReason reason);
}
