namespace Voxie.SipGateway.Calls;

/// <summary>What the body of an INVITE, UPDATE, ACK or 2xx is to us.</summary>
internal enum SessionBody
{
    /// <summary>Nothing, or something that may be skipped (RFC 3261 20.11).</summary>
    None,
    Sdp,
    /// <summary>Something that we must understand and do not (415).</summary>
    Foreign,
}
