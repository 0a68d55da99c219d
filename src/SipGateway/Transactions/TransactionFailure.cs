namespace Voxie.SipGateway.Transactions;

/// <summary>How a transaction can end without the message that it waited for.</summary>
internal enum TransactionFailure
{
    /// <summary>Client: no final response in 64*T1. INVITE server: no ACK to our refusal.</summary>
    Timeout,
    /// <summary>The message could not be sent.</summary>
    Transport,
}
