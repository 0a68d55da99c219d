namespace Voxie.SipGateway.Dns;

/// <summary>Bounds on what a name server may make us read.</summary>
internal static class DnsLimits
{
    public const int NameCharacters = 253;
    public const int LabelBytes = 63;
    /// <summary>Pointers followed for one name.</summary>
    public const int Pointers = 16;
    /// <summary>Records of all sections of one message.</summary>
    public const int Records = 128;
    /// <summary>Aliases followed from the name that was asked for.</summary>
    public const int Aliases = 8;
    /// <summary>What we say that we take over UDP (RFC 6891; the size that passes everywhere unfragmented).</summary>
    public const int UdpBytes = 1232;
}
