namespace Voxie.SipGateway.Transport;

/// <summary>What SIP is carried over.</summary>
public enum SipTransportKind
{
    Udp,
    Tcp,
    Tls,
}
