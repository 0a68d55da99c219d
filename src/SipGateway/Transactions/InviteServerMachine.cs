using static Voxie.SipGateway.Transactions.ServerInput;
using static Voxie.SipGateway.Transactions.ServerState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// INVITE server transaction: RFC 3261 17.2.1 with the Accepted state of RFC 6026 7.1. Retransmit is timer G, timeout H,
/// linger I (Confirmed) or L (Accepted). An input that a state does not know changes nothing.
/// </summary>
internal static class InviteServerMachine
{
    public static (ServerState State, TransactionActions Actions) Step(ServerState state, ServerInput input) => (state, input) switch
    {
        (Trying, TryingDue) => (Proceeding, SendTrying),
        (Proceeding, Retransmission) => (Proceeding, Resend),
        (Trying or Proceeding, Provisional) => (Proceeding, Send),
        // RFC 6026 7.1: the 2xx is not retransmitted here but by the user (13.3.1.4), through this transaction.
        (Trying or Proceeding, Success) => (Accepted, Send | StartLinger),
        (Trying or Proceeding, Failure) => (Completed, Send | StartRetransmit | StartTimeout),
        (Trying or Proceeding, TransportError) => (Terminated, TellTransportError | Terminate),

        (Accepted, Success) => (Accepted, Send),
        (Accepted, Ack) => (Accepted, PassUp),
        // The peer may still have got an earlier copy of the 2xx: only the user can tell, by the ACK.
        (Accepted, TransportError) => (Accepted, TellTransportError),
        (Accepted, LingerDue) => (Terminated, Terminate),

        (Completed, Retransmission) => (Completed, Resend),
        (Completed, RetransmitDue) => (Completed, Resend | NextRetransmit),
        (Completed, Ack) => (Confirmed, StartLinger),
        (Completed, TimeoutDue) => (Terminated, TellTimeout | Terminate),
        (Completed, TransportError) => (Terminated, TellTransportError | Terminate),

        (Confirmed, LingerDue) => (Terminated, Terminate),
        _ => (state, None),
    };
}
