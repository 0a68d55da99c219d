using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>What a conductor is given of its call.</summary>
/// <param name="Id">The call's id, as in its record.</param>
/// <param name="Leg">The line. The call owns it; the conductor listens to it and plays on it.</param>
/// <param name="Mailbox">Where whatever happens to the conductor's parts is queued, to be handled on the call's loop.</param>
/// <param name="Agent">The version of the agent that the call began with.</param>
/// <param name="Record">Where turns and notes go.</param>
public sealed record CallContext(Guid Id, ICallLeg Leg, CallMailbox Mailbox, AgentProfile Agent, ICallRecordSink Record)
{
    /// <summary>The call's recording; null: it is not recorded.</summary>
    public CallRecording? Recording { get; init; }
}
