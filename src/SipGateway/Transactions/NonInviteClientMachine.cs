using static Voxie.SipGateway.Transactions.ClientInput;
using static Voxie.SipGateway.Transactions.ClientState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// Client transaction of everything but INVITE and ACK: RFC 3261 17.1.2. Retransmit is timer E, timeout F, linger K.
/// The shell has sent the request and started E and F before the first step.
/// </summary>
internal static class NonInviteClientMachine
{
    public static (ClientState State, TransactionActions Actions) Step(ClientState state, ClientInput input) => (state, input) switch
    {
        (Trying, RetransmitDue) => (Trying, Resend | NextRetransmit),
        // 17.1.2.2: a provisional slows the retransmissions down but does not stop them.
        (Proceeding, RetransmitDue) => (Proceeding, Resend | RetransmitAtT2),
        (Trying or Proceeding, Provisional) => (Proceeding, PassUp),
        (Trying or Proceeding, Success or Failure) => (Completed, StartLinger | PassUp),
        (Trying or Proceeding, TimeoutDue) => (Terminated, TellTimeout | Terminate),
        (Trying or Proceeding, TransportError) => (Terminated, TellTransportError | Terminate),
        (Trying, ConnectionLost) => (Terminated, TellTransportError | Terminate), // see the INVITE's
        (Completed, LingerDue) => (Terminated, Terminate),
        _ => (state, None),
    };
}
