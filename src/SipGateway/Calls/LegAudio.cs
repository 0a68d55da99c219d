using System.Net;
using System.Security.Cryptography;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Offer and answer of one leg over its life: what was said last, what is agreed, and the media that is set by it.
/// Strand of its call only.
/// </summary>
internal sealed class LegAudio
{
    // The media clock sends 20 ms packets; what is said must be what is done.
    private static readonly MediaCapabilities Capabilities = MediaCapabilities.Default with { PtimesMs = [20] };
    private static readonly IPEndPoint Nowhere = new(IPAddress.Any, 0);

    private readonly ILegMedia _media;
    private readonly PeerBounds _peer;
    private LocalEnd _local;

    /// <param name="advertised">Our address as the peer is told.</param>
    /// <param name="peer">The peer, by its signalling.</param>
    public LegAudio(ILegMedia media, IPAddress advertised, PeerBounds peer)
    {
        _media = media;
        _peer = peer;
        _local = EndAt(new IPEndPoint(advertised, media.Local.Port));
    }

    /// <summary>The peer wants nothing from us now (its sendonly or inactive).</summary>
    public bool IsHeld { get; private set; }

    /// <summary>An offer of ours waits for its answer (RFC 3264 4: one at a time).</summary>
    public bool OfferPending { get; private set; }

    /// <summary>Would this offer get an answer? Before any port is taken.</summary>
    public static SdpRefusal Judge(ReadOnlySpan<byte> offer, IPAddress advertised, PeerBounds peer) =>
        RefusalOf(OfferAnswer.Answer(offer, EndAt(new IPEndPoint(advertised, 9)), Capabilities), peer);

    /// <summary>Answers an offer and sets the media by it. A refused offer leaves everything as it was.</summary>
    /// <param name="answer">Our answer, when not refused.</param>
    public SdpRefusal Answer(ReadOnlySpan<byte> offer, out ReadOnlyMemory<byte> answer)
    {
        answer = default;
        var outcome = OfferAnswer.Answer(offer, _local, Capabilities);
        var refusal = RefusalOf(outcome, _peer);
        if (refusal != SdpRefusal.None)
        {
            return refusal;
        }

        answer = Said(outcome.Answer!);
        Apply(outcome.Audio!);
        return SdpRefusal.None;
    }

    /// <summary>Our offer; <see cref="TakeAnswer"/> or <see cref="DropOffer"/> must follow.</summary>
    public ReadOnlyMemory<byte> Offer()
    {
        OfferPending = true;
        return Said(OfferAnswer.Offer(_local, Capabilities));
    }

    /// <summary>Sets the media by the answer to our offer. A refused answer leaves everything as it was.</summary>
    public SdpRefusal TakeAnswer(ReadOnlySpan<byte> answer)
    {
        OfferPending = false;
        var outcome = OfferAnswer.ReadAnswer(_local.Previous!, answer, Capabilities);
        var refusal = RefusalOf(outcome, _peer);
        if (refusal == SdpRefusal.None)
        {
            Apply(outcome.Audio!);
        }

        return refusal;
    }

    /// <summary>Our offer will never be answered.</summary>
    public void DropOffer() => OfferPending = false;

    private static LocalEnd EndAt(IPEndPoint media) => new()
    {
        Media = media,
        SessionId = (ulong)BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue,
    };

    private static SdpRefusal RefusalOf(Negotiation outcome, PeerBounds peer)
    {
        if (!outcome.IsAgreed)
        {
            return outcome.Refusal;
        }

        return outcome.Audio.Remote is { } remote && !TargetPolicy.Allows(remote.Address, peer) ? SdpRefusal.UnusableAddress : SdpRefusal.None;
    }

    private byte[] Said(SessionDescription description)
    {
        _local = _local with { Previous = description };
        return description.ToBytes();
    }

    private void Apply(AudioMedia audio)
    {
        var codec = audio.Codec == SdpCodec.Pcma ? AudioCodec.Pcma : AudioCodec.Pcmu;
        var sends = audio.Direction.CanSend() && audio.Remote is not null;
        _media.Configure(new RtpParameters(audio.Remote ?? Nowhere, codec, (byte)audio.SendPayloadType)
        {
            EventSendType = (byte?)audio.TelephoneEventSend,
            EventReceiveType = (byte?)audio.TelephoneEventReceive,
            Sends = sends,
            Receives = audio.Direction.CanReceive(),
        });
        IsHeld = !sends;
    }
}
