using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>For a request whose answer changes nothing.</summary>
internal sealed class IgnoredOutcome : IClientTransactionUser
{
    public static readonly IgnoredOutcome Instance = new();

    private IgnoredOutcome()
    {
    }

    public void Received(ClientTransaction transaction, SipResponse response)
    {
    }

    public void Failed(ClientTransaction transaction, TransactionFailure failure)
    {
    }
}
