namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How far a peer is trusted, and which extensions are used with it.</summary>
public sealed record TrunkTerms
{
    /// <summary>P-Asserted-Identity, Remote-Party-ID, Diversion and History-Info of this peer are believed (RFC 3325 8).</summary>
    public bool TrustsIdentity { get; init; }

    /// <summary>The peer may transfer our calls by REFER, and take them over by INVITE with Replaces.</summary>
    public bool AllowsTransfer { get; init; }

    /// <summary>3xx answers to our INVITE are followed, through this trunk only.</summary>
    public bool FollowsRedirects { get; init; }

    /// <summary>Provisional answers are sent reliably whenever the peer can (RFC 3262); otherwise only when it requires it.</summary>
    public bool PrefersReliableProvisionals { get; init; }

    /// <summary>Our INVITE goes without an offer; the peer makes it in its answer (RFC 3264 late offer).</summary>
    public bool OffersLate { get; init; }

    /// <summary>What we ask for in Session-Expires (RFC 4028); zero: no session timer of our own wish. At least 90 s.</summary>
    public TimeSpan SessionExpires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The shortest session interval that we accept; below it 422.</summary>
    public TimeSpan MinSessionExpires { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The peer is behind a NAT: its media address is learnt from its packets.</summary>
    public bool SymmetricRtp { get; init; }

    /// <summary>The peer may name private addresses (RFC 1918, RFC 4193) in Contact, Record-Route and SDP.</summary>
    public bool PrivateTargets { get; init; }

    /// <summary>SRTP keys are said and believed over UDP and TCP, too, where others may read them.</summary>
    public bool KeysInClear { get; init; }
}
