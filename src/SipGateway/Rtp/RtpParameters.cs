using System.Collections.Immutable;
using System.Net;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Rtp;

/// <summary>What offer and answer have settled about one audio stream. Immutable; a re-INVITE brings a new one.</summary>
/// <param name="Remote">Media address of the peer's SDP. One that cannot be sent to (0.0.0.0, port 0, multicast) means: send nothing.</param>
/// <param name="Codec">What we send.</param>
/// <param name="PayloadType">Payload type that the peer expects it under.</param>
internal sealed record RtpParameters(IPEndPoint Remote, AudioCodec Codec, byte PayloadType)
{
    /// <summary>Longest packets that we send.</summary>
    public const int LongestPtimeMs = 60;

    /// <summary>What may come in; empty: the codec that we send, under the same number.</summary>
    public ImmutableArray<PayloadFormat> Formats { get; init; } = [];

    /// <summary>Milliseconds in each packet that we send: 10, 20, 30, 40 or 60.</summary>
    public int PtimeMs { get; init; } = 20;

    /// <summary>How the peer wants its Opus.</summary>
    public OpusTerms Opus { get; init; } = OpusTerms.Default;

    /// <summary>PCM rate of the line, whatever the codec: <see cref="RtpSession"/> says it.</summary>
    public int RateHz { get; init; } = G711.RateHz;

    /// <summary>Payload type of telephone-event that we send; null: the peer takes none.</summary>
    public byte? EventSendType { get; init; }

    /// <summary>Payload type of telephone-event that we receive; null: none was negotiated.</summary>
    public byte? EventReceiveType { get; init; }

    /// <summary>Clock of telephone-event, both ways. As a rule that of the codec (RFC 4733 2.1).</summary>
    public int EventClockHz { get; init; } = G711.RateHz;

    /// <summary>How keys travel.</summary>
    public KeyWay KeyWay { get; init; }

    /// <summary>False while the peer holds us (its sendonly or inactive): not one packet is sent, and its silence ends no call.</summary>
    public bool Sends { get; init; } = true;

    /// <summary>False when the peer only listens, or neither sends nor listens: nothing is heard, and its silence ends no call.</summary>
    public bool Receives { get; init; } = true;

    /// <summary>Media is encrypted, both ways and without exception; null: it is plain.</summary>
    public SrtpKeys? Keys { get; init; }

    /// <summary>Keys are sent as tones in the sound, and listened for there.</summary>
    public bool HasKeysInSound => KeyWay == KeyWay.Tones || (KeyWay == KeyWay.EventsOrTones && EventSendType is null);

    /// <summary>Media is encrypted with keys that this agrees on with the peer; until then nothing is said or heard. The session owns it. Null: see <see cref="Keys"/>.</summary>
    public DtlsAssociation? Dtls { get; init; }

    /// <summary>The same for reports, which have a port of their own; null: they go with the keys of media.</summary>
    public DtlsAssociation? ControlDtls { get; init; }

    /// <summary>What <see cref="RtpSession.Configure"/> has made of the keys.</summary>
    public SrtpSession? Srtp { get; init; }

    /// <summary>RTP and RTCP share one port on each side (RFC 5761).</summary>
    public bool MultiplexesControl { get; init; }

    /// <summary>Port that the peer wants its RTCP on (RFC 3605); null: the one above its media.</summary>
    public int? ControlPort { get; init; }

    /// <summary>Whether another source than <paramref name="Remote"/> may be taken for the peer.</summary>
    public SourceLearning Learning { get; init; }

    /// <summary>False: nothing may be sent to <paramref name="Remote"/> itself, only to a source that is learned.</summary>
    public bool BelievesRemote { get; init; } = true;

    /// <summary>Host that the peer signals from; null: unknown.</summary>
    public IPAddress? Signaller { get; init; }

    /// <summary>False before the answer: the peer may be silent for as long as it rings.</summary>
    public bool Expected { get; init; } = true;

    /// <summary>The line is looked after so often. Packets of 20, 40 and 60 ms are whole numbers of the longer beat, 10 and 30 of the shorter.</summary>
    public int BeatMs => PtimeMs % 20 == 0 ? 20 : 10;

    /// <summary>The codec of a payload type that may come in.</summary>
    public bool TryFind(byte payloadType, out AudioCodec codec)
    {
        codec = Codec;
        if (Formats.IsEmpty) return payloadType == PayloadType;
        foreach (var format in Formats)
        {
            if (format.PayloadType != payloadType) continue;
            codec = format.Codec;
            return true;
        }
        return false;
    }
}
