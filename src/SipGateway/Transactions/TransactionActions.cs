namespace Voxie.SipGateway.Transactions;

/// <summary>
/// What a transaction machine tells its shell to do, in the order of the values. The RFC's timer letters fall into three
/// kinds, one of each per transaction: retransmit (A, E, G), timeout (B, F, H) and linger (D, I, J, K, L, M).
/// </summary>
[Flags]
internal enum TransactionActions
{
    None = 0,
    /// <summary>Send the message that was the input.</summary>
    Send = 1,
    /// <summary>Send our last message once more.</summary>
    Resend = 1 << 1,
    /// <summary>Send 100 Trying, made by the shell.</summary>
    SendTrying = 1 << 2,
    /// <summary>Send the ACK to a non-2xx final response, made by the shell.</summary>
    SendAck = 1 << 3,
    StopTimers = 1 << 4,
    /// <summary>Start the retransmit timer with its first interval (T1).</summary>
    StartRetransmit = 1 << 5,
    /// <summary>Start the retransmit timer with twice its last interval (capped at T2, but for INVITE requests).</summary>
    NextRetransmit = 1 << 6,
    /// <summary>Start the retransmit timer with T2.</summary>
    RetransmitAtT2 = 1 << 7,
    StartTimeout = 1 << 8,
    /// <summary>Stop the other timers and start the linger timer.</summary>
    StartLinger = 1 << 9,
    /// <summary>Give the input to the transaction user.</summary>
    PassUp = 1 << 10,
    /// <summary>Tell the transaction user that nobody answered (client) or acknowledged (server).</summary>
    TellTimeout = 1 << 11,
    /// <summary>Tell the transaction user that the message could not be sent.</summary>
    TellTransportError = 1 << 12,
    /// <summary>Forget the transaction.</summary>
    Terminate = 1 << 13,
}
