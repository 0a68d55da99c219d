using Voxie.SipGateway.Transactions;
using static Voxie.SipGateway.Transactions.ClientInput;
using static Voxie.SipGateway.Transactions.ClientState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Tests.Transactions;

public sealed class InviteClientMachineTests
{
    private static readonly (ClientState From, ClientInput On, ClientState To, TransactionActions Do)[] Table =
    [
        (Trying, RetransmitDue, Trying, Resend | NextRetransmit),
        (Trying, TimeoutDue, Terminated, TellTimeout | Terminate),
        (Trying, Provisional, Proceeding, StopTimers | PassUp),
        (Trying, Success, Accepted, StartLinger | PassUp),
        (Trying, Failure, Completed, SendAck | StartLinger | PassUp),
        (Trying, TransportError, Terminated, TellTransportError | Terminate),
        (Trying, ConnectionLost, Terminated, TellTransportError | Terminate),
        (Proceeding, Provisional, Proceeding, PassUp),
        (Proceeding, Success, Accepted, StartLinger | PassUp),
        (Proceeding, Failure, Completed, SendAck | StartLinger | PassUp),
        (Proceeding, TransportError, Terminated, TellTransportError | Terminate),
        (Accepted, Success, Accepted, PassUp),
        (Accepted, LingerDue, Terminated, Terminate),
        (Completed, Failure, Completed, SendAck),
        (Completed, TransportError, Terminated, TellTransportError | Terminate),
        (Completed, LingerDue, Terminated, Terminate),
    ];

    [Fact]
    public void Every_pair_of_state_and_input_does_what_the_table_says_and_nothing_else()
    {
        foreach (var state in Enum.GetValues<ClientState>())
            foreach (var input in Enum.GetValues<ClientInput>())
            {
                var row = Table.FirstOrDefault(r => r.From == state && r.On == input);
                var unlisted = row == default;
                Assert.Equal(unlisted ? (state, None) : (row.To, row.Do), InviteClientMachine.Step(state, input));
            }
    }
}
