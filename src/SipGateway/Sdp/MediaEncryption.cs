using System.Collections.Immutable;

namespace Voxie.SipGateway.Sdp;

/// <summary>What may be agreed about keys. Nothing is ever lowered silently: what does not fit is refused.</summary>
internal sealed record MediaEncryption
{
    public const string SecureProfile = "RTP/SAVP";

    /// <summary>RFC 5764 8: keys come by DTLS.</summary>
    public const string DtlsProfile = "UDP/TLS/RTP/SAVP";

    /// <summary>More a=crypto lines than this in one medium are not looked at.</summary>
    private const int MaxLines = 16;

    /// <summary>No keys at all: secure profiles are refused, and keys beside plain ones not looked at.</summary>
    public static readonly MediaEncryption None = new();

    /// <summary>In our order of preference.</summary>
    public ImmutableArray<CryptoSuite> Suites { get; init; } = [];

    /// <summary>Our own; null: we have none to say.</summary>
    public LocalKeys? Keys { get; init; }

    /// <summary>Without keys there is no session.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Nobody reads the keys on their way. Otherwise none are said and none believed.</summary>
    public bool KeysTravelSafely { get; init; } = true;

    /// <summary>Profile that we offer instead of the plain one.</summary>
    public string? OfferedProfile { get; init; }

    /// <summary>Our certificate, when keys may be agreed on the media's own way (DTLS-SRTP, RFC 5763); null: they may not. Made when it is first needed.</summary>
    public Func<Fingerprint>? Certificate { get; init; }

    /// <summary>False: DTLS is taken from a peer that wants it, not asked for.</summary>
    public bool OffersCertificate { get; init; } = true;

    /// <summary>False: where it is left to us, the peer begins; its address is not known before it does.</summary>
    public bool LikesToBegin { get; init; } = true;

    /// <summary>Whether we began the association that stands; null: there is none.</summary>
    public bool? WeBegan { get; init; }

    /// <summary>Our offers and answers may hold keys, or a fingerprint.</summary>
    public bool IsPossible => SaysKeys || Certificate != null;

    private bool SaysKeys => !Suites.IsEmpty && Keys != null && KeysTravelSafely;

    /// <summary>Everything we could say would be refused by ourselves.</summary>
    public bool IsHopeless => IsRequired && !IsPossible;

    public static bool IsSecure(string profile) => profile is SecureProfile or "RTP/SAVPF" || IsDtls(profile);

    // Some say DTLS under the profiles of SDES: what counts there is which attributes come.
    public bool Takes(string profile) => IsDtls(profile) ? Certificate != null : IsSecure(profile) && (!Suites.IsEmpty || Certificate != null);

    /// <summary>Reads how a medium is keyed.</summary>
    /// <param name="keying">The peer's first key line that we can use (RFC 4568 5.1.2: its order is its preference), else its fingerprints.</param>
    public SdpRefusal Read(SessionDescription session, MediaDescription media, out RemoteKeying keying)
    {
        keying = default;
        var needed = IsRequired || IsSecure(media.Protocol);
        if (!IsPossible) return !needed ? SdpRefusal.None : Suites.IsEmpty ? SdpRefusal.NoKeys : SdpRefusal.KeysInClear;
        if (!IsDtls(media.Protocol) && SaysKeys && FirstKey(media) is { } crypto) keying = new RemoteKeying(crypto, null);
        else if (Certificate != null && DtlsDescription.TryRead(session, media, out var dtls)) keying = new RemoteKeying(null, dtls);
        return needed && keying.IsPlain ? SdpRefusal.NoKeys : SdpRefusal.None;
    }

    /// <summary>What our offer says about keys.</summary>
    public IEnumerable<SdpAttribute> Offered()
    {
        var lines = SaysKeys ? Suites.Where(static suite => suite.IsOffered).Select((suite, index) => new CryptoAttribute(index + 1, suite.Name, Keys!.For(suite)).ToAttribute()) : [];
        // RFC 8842 5.2: the other side chooses, but in a session that has an association who began it stays.
        var setup = WeBegan switch { null => DtlsSetup.ActPass, true => DtlsSetup.Active, false => DtlsSetup.Passive };
        return Certificate != null && OffersCertificate ? [.. lines, .. new DtlsDescription([Certificate()], setup).ToAttributes()] : lines;
    }

    /// <summary>What is left of it in a session: once there are keys there is no way back to none, nor to the other way of agreeing on them.</summary>
    public MediaEncryption Within(AudioMedia? agreed) => agreed switch
    {
        { Keys: not null } => this with { IsRequired = true, Certificate = null, OfferedProfile = agreed.Profile },
        { Dtls: { } dtls } => this with { IsRequired = true, Suites = [], OffersCertificate = true, WeBegan = dtls.WeBegin, OfferedProfile = agreed.Profile },
        _ => this,
    };

    public CryptoSuite? Find(string name)
    {
        foreach (var suite in Suites)
        {
            if (suite.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return suite;
        }

        return null;
    }

    private static bool IsDtls(string profile) => profile is DtlsProfile or "UDP/TLS/RTP/SAVPF";

    private CryptoAttribute? FirstKey(MediaDescription media)
    {
        foreach (var attribute in media.Attributes.Where(attribute => attribute.Name == CryptoAttribute.Name).Take(MaxLines))
        {
            if (CryptoAttribute.TryParse(attribute.Value, out var line) == CryptoFault.None && Find(line!.Suite) is { } suite && line.Key.Length == suite.KeyBytes) return line;
        }

        return null;
    }
}
