using static Voxie.SipGateway.Transactions.ServerInput;
using static Voxie.SipGateway.Transactions.ServerState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// Server transaction of everything but INVITE: RFC 3261 17.2.2. Linger is timer J; there are no other timers.
/// </summary>
internal static class NonInviteServerMachine
{
    public static (ServerState State, TransactionActions Actions) Step(ServerState state, ServerInput input) => (state, input) switch
    {
        (Proceeding or Completed, Retransmission) => (state, Resend),
        (Trying or Proceeding, Provisional) => (Proceeding, Send),
        (Trying or Proceeding, Success or Failure) => (Completed, Send | StartLinger),
        (Trying or Proceeding or Completed, TransportError) => (Terminated, TellTransportError | Terminate),
        (Completed, LingerDue) => (Terminated, Terminate),
        _ => (state, None),
    };
}
