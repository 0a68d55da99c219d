namespace Voxie.SipGateway.Dns;

/// <summary>Why a URI leads nowhere.</summary>
internal enum SipResolveFault
{
    None,
    /// <summary>Neither sip nor sips.</summary>
    Scheme,
    /// <summary>No listener of ours has the transport or address family that it needs.</summary>
    Transport,
    /// <summary>The host name does not exist, or has no address.</summary>
    NoAddress,
    /// <summary>The name servers do not answer.</summary>
    ServersSilent,
}
