using System.ComponentModel;

namespace Voxie.Admin.Trunks;

internal sealed record TermsDocument
{
    [Description("P-Asserted-Identity, Remote-Party-ID, Diversion, History-Info of this peer are believed, and its headers may decide in routes. Default false.")]
    public bool? TrustsIdentity { get; init; }

    [Description("The peer may transfer our calls (REFER) and take them over (Replaces). Default false.")]
    public bool? AllowsTransfer { get; init; }

    [Description("3xx answers are followed, through this trunk only. Default false.")]
    public bool? FollowsRedirects { get; init; }

    [Description("Provisional answers are sent reliably whenever the peer can (100rel). Default false.")]
    public bool? PrefersReliableProvisionals { get; init; }

    [Description("Our INVITE goes without an offer; the peer makes it in its answer. Default false.")]
    public bool? OffersLate { get; init; }

    [Description("Session-Expires that we ask for, 90 to 86400; 0: none. Default 1800.")]
    public int? SessionExpiresSeconds { get; init; }

    [Description("Shortest session interval that we accept, 90 to 86400. Default 90.")]
    public int? MinSessionExpiresSeconds { get; init; }

    [Description("The peer is behind a NAT, or sends media from elsewhere than its SDP says: where, is learnt from its first packets. Default false.")]
    public bool? SymmetricRtp { get; init; }

    [Description("The peer may name private addresses in Contact, Record-Route and SDP though its own is public. Default false.")]
    public bool? PrivateTargets { get; init; }

    [Description("SRTP keys are said and believed over UDP and TCP, too, where others may read them. Default false.")]
    public bool? KeysInClear { get; init; }

    public TermsDocument Over(TermsDocument below) => new()
    {
        TrustsIdentity = TrustsIdentity ?? below.TrustsIdentity,
        AllowsTransfer = AllowsTransfer ?? below.AllowsTransfer,
        FollowsRedirects = FollowsRedirects ?? below.FollowsRedirects,
        PrefersReliableProvisionals = PrefersReliableProvisionals ?? below.PrefersReliableProvisionals,
        OffersLate = OffersLate ?? below.OffersLate,
        SessionExpiresSeconds = SessionExpiresSeconds ?? below.SessionExpiresSeconds,
        MinSessionExpiresSeconds = MinSessionExpiresSeconds ?? below.MinSessionExpiresSeconds,
        SymmetricRtp = SymmetricRtp ?? below.SymmetricRtp,
        PrivateTargets = PrivateTargets ?? below.PrivateTargets,
        KeysInClear = KeysInClear ?? below.KeysInClear,
    };
}

internal sealed record HeadersDocument
{
    [Description("Added to each INVITE that goes out.")]
    public IReadOnlyList<HeaderDocument>? Outbound { get; init; }

    [Description("Received headers kept with the call: names, or beginnings that end in *. Default X-*.")]
    public IReadOnlyList<string>? Keep { get; init; }

    [Description("User part of From on calls out that name none.")]
    public string? CallerId { get; init; }

    public HeadersDocument Over(HeadersDocument below) => new()
    {
        Outbound = Outbound ?? below.Outbound,
        Keep = Keep ?? below.Keep,
        CallerId = CallerId ?? below.CallerId,
    };
}

internal sealed record HeaderDocument
{
    [Description("Header name.")]
    public string Name { get; init; } = "";

    [Description("Value, at most 500 characters.")]
    public string Value { get; init; } = "";
}

internal sealed record TrunkLimitsDocument
{
    [Description("Calls at once, both ways, 1 to 10000. Default 1000.")]
    public int? MaxCalls { get; init; }

    [Description("New calls a second, both ways, 1 to 10000. Default 100.")]
    public int? CallsPerSecond { get; init; }

    public TrunkLimitsDocument Over(TrunkLimitsDocument below) => new()
    {
        MaxCalls = MaxCalls ?? below.MaxCalls,
        CallsPerSecond = CallsPerSecond ?? below.CallsPerSecond,
    };
}

internal sealed record DiallingDocument
{
    [Description("Beginnings of numbers that may be dialled: +49, 2, or * for anything. Default none.")]
    public IReadOnlyList<string>? Allow { get; init; }

    [Description("Beginnings that may not, though allowed. Absent: satellite, premium and one-ring fraud numbers.")]
    public IReadOnlyList<string>? Deny { get; init; }

    public DiallingDocument Over(DiallingDocument below) => new() { Allow = Allow ?? below.Allow, Deny = Deny ?? below.Deny };
}
