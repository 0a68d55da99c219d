namespace Voxie.SipGateway.Transactions;

/// <summary>What can happen to a client transaction.</summary>
internal enum ClientInput
{
    Provisional,
    Success,
    Failure,
    RetransmitDue,
    TimeoutDue,
    LingerDue,
    TransportError,

    /// <summary>The connection that carried the request is no more.</summary>
    ConnectionLost,
}
