using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transactions;

/// <summary>Who sent a request. Called without locks, on the receive loop or a timer's thread.</summary>
internal interface IClientTransactionUser
{
    /// <summary>A response: any number of provisionals, then one final; for an INVITE several 2xx (copies and forks).</summary>
    void Received(ClientTransaction transaction, SipResponse response);

    void Failed(ClientTransaction transaction, TransactionFailure failure);
}
