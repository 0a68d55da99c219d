namespace Voxie.SipGateway.Transactions;

/// <summary>What can happen to a server transaction.</summary>
internal enum ServerInput
{
    /// <summary>The same request again.</summary>
    Retransmission,
    Ack,
    /// <summary>The user sends 1xx.</summary>
    Provisional,
    /// <summary>The user sends 2xx.</summary>
    Success,
    /// <summary>The user sends 3xx to 6xx.</summary>
    Failure,
    /// <summary>200 ms have passed since the INVITE.</summary>
    TryingDue,
    RetransmitDue,
    TimeoutDue,
    LingerDue,
    TransportError,
}
