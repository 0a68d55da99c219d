using static Voxie.SipGateway.Dialogs.ReliableActions;
using static Voxie.SipGateway.Dialogs.ReliableInput;
using static Voxie.SipGateway.Dialogs.ReliableState;

namespace Voxie.SipGateway.Dialogs;

/// <summary>Reliable provisional responses of the answering side: RFC 3262 3. One is out at a time.</summary>
internal static class ReliableMachine
{
    public static (ReliableState State, ReliableActions Actions) Step(ReliableState state, ReliableInput input) => (state, input) switch
    {
        (Clear, ReliableInput.Send) => (Unacknowledged, ReliableActions.Send),
        (Clear, Final) => (Over, None),
        (Unacknowledged, ReliableInput.Send) => (Unacknowledged, Queue),
        (Unacknowledged, Prack) => (Clear, Match | StopTimers | Next),
        (Unacknowledged, RetransmitDue) => (Unacknowledged, Resend),
        (Unacknowledged, TimeoutDue) => (Over, StopTimers | GiveUp),
        // RFC 3262 3: after a final response nothing is repeated, but a PRACK under way must find its response.
        (Unacknowledged, Final) => (Late, StopTimers),
        (Late, Prack) => (Over, Match),
        (_, Prack or ForeignPrack) => (state, NoMatch),
        _ => (state, None),
    };
}
