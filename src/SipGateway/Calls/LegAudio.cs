using System.Net;
using System.Security.Cryptography;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Srtp;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Offer and answer of one leg over its life: what was said last, what is agreed, and the media that is set by it.
/// Strand of its call only.
/// </summary>
internal sealed class LegAudio
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.Any, 0);

    private readonly ILegMedia _media;
    private readonly MediaPeer _peer;
    private readonly MediaHome _home;
    private LocalEnd _local;
    private MediaDirection _standing = MediaDirection.SendReceive;
    private AudioMedia? _agreed;
    private LegKeys? _keys;
    private bool _live;
    private bool _waits;

    /// <param name="home">Our address as the peer is told.</param>
    /// <param name="peer">The peer, by its signalling.</param>
    public LegAudio(ILegMedia media, MediaHome home, MediaPeer peer)
        : this(media, home, peer, EndAt(new IPEndPoint(home.Address, media.Local.Port)))
    {
    }

    private LegAudio(ILegMedia media, MediaHome home, MediaPeer peer, LocalEnd local)
    {
        _media = media;
        _home = home;
        _peer = peer;
        _local = local;
    }

    private MediaCapabilities Capabilities => _peer.Capabilities;

    /// <summary>The peer wants nothing from us now (its sendonly or inactive).</summary>
    public bool IsHeld { get; private set; }

    /// <summary>We want nothing from the peer now.</summary>
    public bool HoldsPeer => _standing != MediaDirection.SendReceive;

    /// <summary>An offer of ours waits for its answer (RFC 3264 4: one at a time).</summary>
    public bool OfferPending { get; private set; }

    /// <summary>Something is agreed: there has been an offer and an answer.</summary>
    public bool IsAgreed => _agreed is not null;

    /// <summary>The same offer in another early dialog: a fork answers it for itself.</summary>
    public LegAudio Fork() => new(_media, _home, _peer, _local) { OfferPending = OfferPending };

    /// <summary>The same media in a dialog with somebody else. It sets nothing until it is <see cref="Confirm"/>ed.</summary>
    public LegAudio ForAnother(MediaHome home, MediaPeer peer) => new(_media, home, peer) { _waits = true };

    /// <summary>The same media, offered by another way to the same peer: nothing was agreed by the first.</summary>
    public LegAudio Toward(MediaHome home, MediaPeer peer) => new(_media, home, peer) { _waits = _waits };

    /// <summary>The call is answered: from here on silence is a fault.</summary>
    public void Confirm()
    {
        _live = true;
        _waits = false;
        if (_agreed is { } agreed)
        {
            Apply(agreed);
        }
    }

    /// <summary>The media goes on in another dialog: what is said in this one sets nothing any more.</summary>
    public void Retire() => _waits = true;

    /// <summary>Would this offer get an answer? Before any port is taken.</summary>
    /// <param name="rateHz">PCM rate of the codec that it would name.</param>
    public static SdpRefusal Judge(ReadOnlySpan<byte> offer, MediaHome home, MediaPeer peer, out int rateHz)
    {
        var outcome = AnswerTo(offer, EndAt(new IPEndPoint(home.Address, 9)), home, peer.Capabilities);
        rateHz = (outcome.Audio?.Codec.Meaning() ?? AudioCodec.Pcmu).RateHz();
        return RefusalOf(outcome, peer);
    }

    /// <summary>Answers an offer and sets the media by it. A refused offer leaves everything as it was.</summary>
    /// <param name="answer">Our answer, when not refused.</param>
    public SdpRefusal Answer(ReadOnlySpan<byte> offer, out ReadOnlyMemory<byte> answer)
    {
        answer = default;
        var outcome = AnswerTo(offer, _local, _home, Answering);
        var refusal = RefusalOf(outcome, _peer);
        if (refusal != SdpRefusal.None)
        {
            return refusal;
        }

        _local = outcome.Local!;
        answer = Said(outcome.Answer!);
        Apply(outcome.Audio!);
        return SdpRefusal.None;
    }

    /// <summary>Our offer; <see cref="TakeAnswer"/> or <see cref="DropOffer"/> must follow.</summary>
    /// <param name="hold">Whether it puts the peer on hold; null: as it stands.</param>
    public ReadOnlyMemory<byte> Offer(bool? hold = null)
    {
        OfferPending = true;
        if (hold is { } wanted)
        {
            // sendonly, not inactive: what we play (music, say) may still be heard (RFC 3264 8.4).
            _local = _local with { Direction = wanted ? MediaDirection.SendOnly : MediaDirection.SendReceive };
        }

        return Said(OfferAnswer.Offer(_local, Offering));
    }

    /// <summary>What we said last, offered again as it is: a refresh changes nothing (RFC 4028 7.4).</summary>
    public ReadOnlyMemory<byte> OfferAgain()
    {
        if (_local.Previous is not { } previous)
        {
            return Offer();
        }

        OfferPending = true;
        return previous.ToBytes();
    }

    /// <summary>Sets the media by the answer to our offer. A refused answer leaves everything as it was.</summary>
    public SdpRefusal TakeAnswer(ReadOnlySpan<byte> answer)
    {
        var refusal = Preview(answer);
        if (refusal != SdpRefusal.None)
        {
            DropOffer();
            return refusal;
        }

        OfferPending = false;
        _standing = _local.Direction;
        return SdpRefusal.None;
    }

    /// <summary>Sets the media by a session description that is only on the way to be the answer (in an unreliable 183).</summary>
    public SdpRefusal Preview(ReadOnlySpan<byte> answer)
    {
        var outcome = OfferAnswer.ReadAnswer(_local.Previous!, answer, Answering);
        var refusal = RefusalOf(outcome, _peer);
        if (refusal == SdpRefusal.None)
        {
            Apply(outcome.Audio!);
        }

        return refusal;
    }

    /// <summary>The 2xx brought no description: peers that said one in a provisional response mean that one.</summary>
    public void SettlePreview(bool final) => OfferPending &= !(final && IsAgreed);

    /// <summary>Our offer will never be answered: what stood before it stands.</summary>
    public void DropOffer()
    {
        OfferPending = false;
        _local = _local with { Direction = _standing };
    }

    /// <summary>What we take.</summary>
    private MediaCapabilities Answering => Capabilities with { Encryption = _peer.Encryption.Within(_agreed) };

    /// <summary>What we offer: in a session with keys the suite that it has.</summary>
    private MediaCapabilities Offering => Capabilities with
    {
        Encryption = _peer.Encryption.Within(_agreed) is var within && _agreed?.Keys is { } keys
            ? within with { Suites = [within.Find(keys.Suite)! with { IsOffered = true }] }
            : within,
    };

    private static Negotiation AnswerTo(ReadOnlySpan<byte> offer, LocalEnd local, MediaHome home, MediaCapabilities capabilities) =>
        !SessionDescription.TryParse(offer, out var description, out _) ? Negotiation.Refused(SdpRefusal.Malformed)
        : OfferAnswer.Answer(description, description.AddressOutside(local.Media.AddressFamily) is { } media ? local with { Beside = home.Beside(media) } : local, capabilities);

    private static LocalEnd EndAt(IPEndPoint media) => new()
    {
        Media = media,
        SessionId = (ulong)BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue,
    };

    private static SdpRefusal RefusalOf(Negotiation outcome, MediaPeer peer)
    {
        if (!outcome.IsAgreed)
        {
            return outcome.Refusal;
        }

        return outcome.Audio.Remote is { } remote && !peer.MayName(remote.Address) ? SdpRefusal.UnusableAddress : SdpRefusal.None;
    }

    private byte[] Said(SessionDescription description)
    {
        _local = _local with { Previous = description };
        return description.ToBytes();
    }

    private void Apply(AudioMedia audio)
    {
        _agreed = audio;
        var sends = audio.Direction.CanSend() && audio.Remote is not null;
        IsHeld = !sends;
        if (_waits)
        {
            return;
        }

        if (audio.Dtls is null)
        {
            _keys = null;
        }
        else if (_keys?.Fits(audio) != true)
        {
            _keys = LegKeys.New(audio, _peer.Dtls!.Value); // the media disposes of the one before
        }

        _media.Configure(new RtpParameters(audio.Remote ?? Nowhere, audio.Codec.Meaning(), (byte)audio.SendPayloadType)
        {
            Formats = [.. audio.Receive.Select(format => new PayloadFormat((byte)format.PayloadType, format.Codec.Meaning()))],
            PtimeMs = audio.PtimeMs,
            Opus = LegCodecs.OpusTerms(audio.SendParameters),
            EventClockHz = audio.TelephoneEventClockHz,
            EventSendType = (byte?)audio.TelephoneEventSend,
            EventReceiveType = (byte?)audio.TelephoneEventReceive,
            Sends = sends,
            Receives = audio.Direction.CanReceive(),
            Expected = _live,
            MultiplexesControl = audio.MultiplexesControl,
            ControlPort = audio.RemoteRtcp?.Port,
            KeyWay = _peer.Keys,
            Learning = _peer.Learning,
            BelievesRemote = audio.Remote is not { } remote || TargetPolicy.AllowsMedia(remote.Address, _peer.Bounds),
            Signaller = _peer.Bounds.Address,
            Keys = audio.Keys is { } keys ? new SrtpKeys(SrtpSuite.Find(keys.Suite)!, keys.Local, keys.Remote) : null,
            Dtls = _keys?.Media,
            ControlDtls = _keys?.Control,
        });
    }
}
