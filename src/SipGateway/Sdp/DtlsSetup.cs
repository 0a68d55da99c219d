namespace Voxie.SipGateway.Sdp;

/// <summary>Who begins the handshake, as its sender says of itself (a=setup, RFC 4145 4, RFC 8842 5).</summary>
internal enum DtlsSetup
{
    /// <summary>It begins.</summary>
    Active,
    /// <summary>It waits for the other side.</summary>
    Passive,
    /// <summary>As the other side likes.</summary>
    ActPass,
}
