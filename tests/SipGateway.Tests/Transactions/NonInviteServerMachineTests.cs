using Voxie.SipGateway.Transactions;
using static Voxie.SipGateway.Transactions.ServerInput;
using static Voxie.SipGateway.Transactions.ServerState;
using static Voxie.SipGateway.Transactions.TransactionActions;

namespace Voxie.SipGateway.Tests.Transactions;

public sealed class NonInviteServerMachineTests
{
    private static readonly (ServerState From, ServerInput On, ServerState To, TransactionActions Do)[] Table =
    [
        (Trying, Provisional, Proceeding, Send),
        (Trying, Success, Completed, Send | StartLinger),
        (Trying, Failure, Completed, Send | StartLinger),
        (Trying, TransportError, Terminated, TellTransportError | Terminate),
        (Proceeding, Retransmission, Proceeding, Resend),
        (Proceeding, Provisional, Proceeding, Send),
        (Proceeding, Success, Completed, Send | StartLinger),
        (Proceeding, Failure, Completed, Send | StartLinger),
        (Proceeding, TransportError, Terminated, TellTransportError | Terminate),
        (Completed, Retransmission, Completed, Resend),
        (Completed, TransportError, Terminated, TellTransportError | Terminate),
        (Completed, LingerDue, Terminated, Terminate),
    ];

    [Fact]
    public void Every_pair_of_state_and_input_does_what_the_table_says_and_nothing_else()
    {
        foreach (var state in Enum.GetValues<ServerState>())
            foreach (var input in Enum.GetValues<ServerInput>())
            {
                var row = Table.FirstOrDefault(r => r.From == state && r.On == input);
                var unlisted = row == default;
                Assert.Equal(unlisted ? (state, None) : (row.To, row.Do), NonInviteServerMachine.Step(state, input));
            }
    }
}
