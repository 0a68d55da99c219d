using static Voxie.SipGateway.Transactions.ClientInput;
using static Voxie.SipGateway.Transactions.ClientState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// INVITE client transaction: RFC 3261 17.1.1 with the Accepted state of RFC 6026 7.2. Retransmit is timer A, timeout B,
/// linger D (Completed) or M (Accepted). The shell has sent the request and started A and B before the first step.
/// </summary>
internal static class InviteClientMachine
{
    public static (ClientState State, TransactionActions Actions) Step(ClientState state, ClientInput input) => (state, input) switch
    {
        (Trying, RetransmitDue) => (Trying, Resend | NextRetransmit),
        (Trying, TimeoutDue) => (Terminated, TellTimeout | Terminate),
        (Trying, Provisional) => (Proceeding, StopTimers | PassUp),
        (Proceeding, Provisional) => (Proceeding, PassUp),
        (Trying or Proceeding, Success) => (Accepted, StartLinger | PassUp),
        (Trying or Proceeding, Failure) => (Completed, SendAck | StartLinger | PassUp),
        (Trying or Proceeding, TransportError) => (Terminated, TellTransportError | Terminate),
        // A peer that has answered already finds another way for its next answer (18.2.2); one that has not may never have got the request.
        (Trying, ConnectionLost) => (Terminated, TellTransportError | Terminate),

        // Every further 2xx goes up: the user acknowledges its own again and ends those of other branches (13.2.2.4).
        (Accepted, Success) => (Accepted, PassUp),
        (Accepted, LingerDue) => (Terminated, Terminate),

        (Completed, Failure) => (Completed, SendAck),
        (Completed, TransportError) => (Terminated, TellTransportError | Terminate),
        (Completed, LingerDue) => (Terminated, Terminate),
        _ => (state, None),
    };
}
