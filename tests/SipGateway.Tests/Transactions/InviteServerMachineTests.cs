using Voxie.SipGateway.Transactions;
using static Voxie.SipGateway.Transactions.ServerInput;
using static Voxie.SipGateway.Transactions.ServerState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Tests.Transactions;

public sealed class InviteServerMachineTests
{
    private static readonly (ServerState From, ServerInput On, ServerState To, TransactionActions Do)[] Table =
    [
        (Trying, TryingDue, Proceeding, SendTrying),
        (Trying, Provisional, Proceeding, Send),
        (Trying, Success, Accepted, Send | StartLinger),
        (Trying, Failure, Completed, Send | StartRetransmit | StartTimeout),
        (Trying, TransportError, Terminated, TellTransportError | Terminate),
        (Proceeding, Retransmission, Proceeding, Resend),
        (Proceeding, Provisional, Proceeding, Send),
        (Proceeding, Success, Accepted, Send | StartLinger),
        (Proceeding, Failure, Completed, Send | StartRetransmit | StartTimeout),
        (Proceeding, TransportError, Terminated, TellTransportError | Terminate),
        (Accepted, Success, Accepted, Send),
        (Accepted, Ack, Accepted, PassUp),
        (Accepted, TransportError, Accepted, TellTransportError),
        (Accepted, LingerDue, Terminated, Terminate),
        (Completed, Retransmission, Completed, Resend),
        (Completed, RetransmitDue, Completed, Resend | NextRetransmit),
        (Completed, Ack, Confirmed, StartLinger),
        (Completed, TimeoutDue, Terminated, TellTimeout | Terminate),
        (Completed, TransportError, Terminated, TellTransportError | Terminate),
        (Confirmed, LingerDue, Terminated, Terminate),
    ];

    [Fact]
    public void Every_pair_of_state_and_input_does_what_the_table_says_and_nothing_else()
    {
        foreach (var state in Enum.GetValues<ServerState>())
            foreach (var input in Enum.GetValues<ServerInput>())
            {
                var row = Table.FirstOrDefault(r => r.From == state && r.On == input);
                var unlisted = row == default;
                Assert.Equal(unlisted ? (state, None) : (row.To, row.Do), InviteServerMachine.Step(state, input));
            }
    }
}
