namespace Voxie.SipGateway.Transport;

/// <summary>What SIP is carried over.</summary>
public enum SipTransportKind
{
    Udp,
    Tcp,
    Tls,
    /// <summary>WebSocket over TCP (RFC 7118).</summary>
    Ws,
    /// <summary>WebSocket over TLS.</summary>
    Wss,
}
