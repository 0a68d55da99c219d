using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>A request of ours within a dialog whose outcome matters: tells the final response, or null when none came.</summary>
/// <param name="done">Called once, on the strand.</param>
internal sealed class DialogRequest(Strand strand, Action<SipResponse?> done) : IClientTransactionUser
{
    public void Received(ClientTransaction transaction, SipResponse response)
    {
        if (!response.IsProvisional)
        {
            strand.Post(() => done(response));
        }
    }

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => strand.Post(() => done(null));
}
