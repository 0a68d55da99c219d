using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Calls;

/// <summary>The INVITE of a leg: received or ours. Called on the strand.</summary>
internal interface ILegSide
{
    /// <exception cref="InvalidOperationException">The line is not one to be rung from here.</exception>
    void Ring();

    /// <summary>Lets media flow before the answer.</summary>
    /// <exception cref="InvalidOperationException">The line is not one to be answered from here.</exception>
    void Progress();

    /// <exception cref="InvalidOperationException">The line is not one to be answered from here.</exception>
    void Answer();

    /// <summary>Ends a line that is not up: refuses the INVITE, or cancels ours.</summary>
    void GiveUp(CallEndReason reason);
}
