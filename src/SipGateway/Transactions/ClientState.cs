namespace Voxie.SipGateway.Transactions;

/// <summary>States of both client machines (RFC 3261 figures 5 and 6, RFC 6026 figure 4).</summary>
internal enum ClientState
{
    /// <summary>The request is out, nothing came back (the RFC's Calling for INVITE).</summary>
    Trying,
    Proceeding,
    /// <summary>INVITE only, RFC 6026: a 2xx came; more of them (retransmitted or forked) pass up.</summary>
    Accepted,
    Completed,
    Terminated,
}
