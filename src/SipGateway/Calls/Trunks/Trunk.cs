using System.Net;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>
/// What is agreed with one peer, a carrier or a PBX: who may call in and how they prove it, how calls go out, and the terms of both.
/// An immutable version; a call keeps the one it began with.
/// </summary>
public sealed record Trunk
{
    /// <summary>Stable name in records, routes and settings: lower-case letters, digits, "-", "_".</summary>
    public required string Id { get; init; }

    /// <summary>1 for the first save, +1 for each later one.</summary>
    public int Version { get; init; } = 1;

    public string Name { get; init; } = "";

    /// <summary>A disabled trunk admits nobody, calls nobody and registers nowhere.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Addresses that requests may come from. Empty: any, if <see cref="InboundCredentials"/> are asked for; else nobody.</summary>
    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    /// <summary>Transports that requests may come over: UDP, TCP, TLS. Empty: any.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>We challenge INVITE with these (RFC 8760); null: the address is the proof.</summary>
    public TrunkCredentials? InboundCredentials { get; init; }

    /// <summary>Where calls go: a SIP URI without user, such as <c>sip:pbx.example.com:5061;transport=tls</c>; null: no calls out.</summary>
    public string? Target { get; init; }

    /// <summary>How we answer the peer's challenges.</summary>
    public TrunkCredentials? OutboundCredentials { get; init; }

    /// <summary>We register there as an extension; null: we do not.</summary>
    public TrunkRegistration? Registration { get; init; }

    /// <summary>Sends OPTIONS to <see cref="Target"/> this often; null: never. 5 s to 1 h.</summary>
    public TimeSpan? PingEvery { get; init; }

    /// <summary>
    /// The only codecs, by their SDP names, that are agreed on with it, in our order of preference: PCMU, PCMA, G722, opus. Empty: all that
    /// we have; we offer G.711 first, and an offer's own order decides.
    /// </summary>
    public IReadOnlyList<string> Codecs { get; init; } = [];

    public SrtpPolicy Srtp { get; init; } = SrtpPolicy.Off;

    public SrtpKeyExchange SrtpKeys { get; init; } = SrtpKeyExchange.Sdes;

    public DtmfWay Dtmf { get; init; } = DtmfWay.Rfc4733;

    public TrunkTerms Terms { get; init; } = new();

    public TrunkHeaders Headers { get; init; } = new();

    public TrunkLimits Limits { get; init; } = new();

    /// <summary>What may be dialled through it.</summary>
    public TrunkDialling Dialling { get; init; } = new();
}
