namespace Voxie.SipGateway.Transactions;

/// <summary>States of both server machines (RFC 3261 figures 7 and 8, RFC 6026 figure 5).</summary>
internal enum ServerState
{
    /// <summary>The request came, nothing was sent yet.</summary>
    Trying,
    Proceeding,
    /// <summary>INVITE only, RFC 6026: a 2xx was sent; retransmissions of the INVITE are absorbed.</summary>
    Accepted,
    Completed,
    /// <summary>INVITE only: the ACK to our refusal came.</summary>
    Confirmed,
    Terminated,
}
