using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Srtp;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>The other side of one leg's media: where it may have us send, and what it may agree with us about keys.</summary>
internal sealed record MediaPeer(PeerBounds Bounds, MediaEncryption Encryption, SourceLearning Learning, KeyWay Keys = KeyWay.EventsOrTones)
{
    // What has short tags is taken from a peer that wants it, not asked for. The other spelling is that of the drafts of RFC 6188.
    private static readonly ImmutableArray<CryptoSuite> Suites =
    [
        .. SrtpSuite.All.Select(suite => new CryptoSuite(suite.Name, suite.MasterBytes, suite.HasLongTag)),
        new("AES_CM_256_HMAC_SHA1_80", SrtpSuite.AesCm256Sha1Tag80.MasterBytes, IsOffered: false),
        new("AES_CM_256_HMAC_SHA1_32", SrtpSuite.AesCm256Sha1Tag32.MasterBytes, IsOffered: false),
    ];

    /// <summary>Who we are in a handshake, if it comes to one; null: it comes to none.</summary>
    public Lazy<DtlsIdentity>? Dtls { get; init; }

    /// <param name="flow">The way of its signalling, and so of the keys in it.</param>
    /// <param name="trunk">Null: a program of this machine, which gets what it asks for.</param>
    public static MediaPeer Of(SipFlow flow, Trunk? trunk, Lazy<DtlsIdentity> dtls) =>
        new(new PeerBounds(flow.Remote.Address, trunk?.Terms.PrivateTargets ?? false), EncryptionOf(flow, trunk, dtls), LearningOf(trunk), KeysOf(trunk))
        {
            Dtls = dtls,
            Codecs = LegCodecs.Of(trunk?.Codecs ?? []),
            HasOwnOrder = trunk is { Codecs.Count: > 0 },
        };

    /// <summary>Codecs that may be agreed on, in our order.</summary>
    public ImmutableArray<SdpCodec> Codecs { get; init; } = LegCodecs.Of([]);

    /// <summary>Our order is a wish, and decides in answers, too.</summary>
    public bool HasOwnOrder { get; init; }

    public MediaCapabilities Capabilities => new() { Codecs = Codecs, PrefersOwnOrder = HasOwnOrder, Encryption = Encryption };

    /// <summary>
    /// May this stand in the peer's SDP? Behind a NAT a private address may, although nothing is sent to it: what counts is where its packets
    /// come from.
    /// </summary>
    public bool MayName(IPAddress media) =>
        TargetPolicy.AllowsMedia(media, Bounds) || (Learning == SourceLearning.Anywhere && TargetPolicy.AllowsMedia(media, Bounds with { PrivateTargets = true }));

    private static KeyWay KeysOf(Trunk? trunk) => trunk?.Dtmf switch
    {
        DtmfWay.Info => KeyWay.Outside,
        DtmfWay.Inband => KeyWay.Tones,
        _ => KeyWay.EventsOrTones,
    };

    private static SourceLearning LearningOf(Trunk? trunk) => trunk switch
    {
        null => SourceLearning.ThisMachine,
        { Terms.SymmetricRtp: true } => SourceLearning.Anywhere,
        _ => SourceLearning.Never,
    };

    /// <summary>Encryption is required, and its keys could not be said on this way.</summary>
    public static bool IsHopeless(SipFlow flow, Trunk? trunk) =>
        trunk is { Srtp: SrtpPolicy.Required, SrtpKeys: SrtpKeyExchange.Sdes } && !KeysTravelSafely(flow, trunk);

    private static MediaEncryption EncryptionOf(SipFlow flow, Trunk? trunk, Lazy<DtlsIdentity> dtls)
    {
        var policy = trunk?.Srtp ?? SrtpPolicy.Optional;
        if (policy == SrtpPolicy.Off)
        {
            return MediaEncryption.None;
        }

        var required = policy == SrtpPolicy.Required;
        if (trunk is { SrtpKeys: SrtpKeyExchange.Dtls })
        {
            return new MediaEncryption
            {
                Certificate = () => dtls.Value.Fingerprint,
                LikesToBegin = !trunk.Terms.SymmetricRtp,
                IsRequired = required,
                OfferedProfile = required ? MediaEncryption.DtlsProfile : null,
            };
        }

        return new MediaEncryption
        {
            Suites = Suites,
            Keys = new LocalKeys(RandomNumberGenerator.GetBytes),
            Certificate = trunk is null ? () => dtls.Value.Fingerprint : null,
            OffersCertificate = false,
            IsRequired = required,
            OfferedProfile = required ? MediaEncryption.SecureProfile : null,
            KeysTravelSafely = KeysTravelSafely(flow, trunk),
        };
    }

    // RFC 4568 7: whoever reads the keys hears the call.
    private static bool KeysTravelSafely(SipFlow flow, Trunk? trunk) =>
        flow.Transport.ViaName is "TLS" or "WSS" || IPAddress.IsLoopback(flow.Remote.Address) || (trunk?.Terms.KeysInClear ?? false);
}
