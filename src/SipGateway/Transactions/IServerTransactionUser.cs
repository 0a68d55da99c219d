namespace Voxie.SipGateway.Transactions;

/// <summary>Who answers a request. Called without locks, on the receive loop or a timer's thread.</summary>
internal interface IServerTransactionUser
{
    /// <summary>A CANCEL came while the INVITE had no final answer; it was answered 200, the INVITE waits for its 487.</summary>
    /// <param name="cancel">For its Reason header.</param>
    void Cancelled(Messages.SipRequest cancel);

    void Failed(TransactionFailure failure);
}
