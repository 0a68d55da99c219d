namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Registering as an extension of a PBX (RFC 3261 10), with the trunk's outbound credentials.</summary>
/// <param name="Registrar">SIP URI without user, such as <c>sip:pbx.example.com</c>.</param>
/// <param name="User">The extension: user part of the address of record.</param>
public sealed record TrunkRegistration(string Registrar, string User)
{
    /// <summary>What we ask for; the registrar may shorten it. 60 s to 1 day.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause between signs of life to the registrar; zero: none are sent; null: they are where a NAT was seen, over UDP. 10 s to 10 min.</summary>
    public TimeSpan? KeepAlive { get; init; }
}
