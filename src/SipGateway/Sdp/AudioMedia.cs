using System.Collections.Immutable;
using System.Net;

namespace Voxie.SipGateway.Sdp;

/// <summary>What both sides agreed on for audio, from our side.</summary>
internal sealed record AudioMedia
{
    /// <summary>Where to send RTP; null while the peer holds with an address of zeros.</summary>
    public required IPEndPoint? Remote { get; init; }

    /// <summary>Where to send RTCP: a=rtcp (RFC 3605), else the next port.</summary>
    public required IPEndPoint? RemoteRtcp { get; init; }

    /// <summary>Both sides want RTP and RTCP on one port (RFC 5761); <see cref="RemoteRtcp"/> is then of no use.</summary>
    public bool MultiplexesControl { get; init; }

    /// <summary>What we send.</summary>
    public required SdpCodec Codec { get; init; }

    /// <summary>Payload type the peer expects <see cref="Codec"/> under.</summary>
    public required int SendPayloadType { get; init; }

    /// <summary>What the peer says of <see cref="Codec"/> in a=fmtp; null: nothing.</summary>
    public string? SendParameters { get; init; }

    /// <summary>What may come in: after our answer one format, after our offer any that the peer left standing.</summary>
    public required ImmutableArray<AudioFormat> Receive { get; init; }

    /// <summary>Payload type <see cref="Codec"/> comes in under.</summary>
    public int ReceivePayloadType => Receive[0].PayloadType;

    /// <summary>Payload type of telephone-event, to the peer; null when it takes none.</summary>
    public int? TelephoneEventSend { get; init; }

    /// <summary>The same, from the peer.</summary>
    public int? TelephoneEventReceive { get; init; }

    /// <summary>Clock of telephone-event, both ways: the codec's, if the peer has one at that.</summary>
    public int TelephoneEventClockHz { get; init; } = 8000;

    /// <summary>Milliseconds per packet we send.</summary>
    public required int PtimeMs { get; init; }

    /// <summary>From our side.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>Transport profile of the line.</summary>
    public required string Profile { get; init; }

    /// <summary>Keys of both sides, as the descriptions say them; null: they say none.</summary>
    public AgreedKeys? Keys { get; init; }

    /// <summary>The handshake that gives the keys; null: there is none.</summary>
    public AgreedDtls? Dtls { get; init; }

    public bool IsEncrypted => Keys != null || Dtls != null;

    /// <summary>Which m= line this is, from 0.</summary>
    public int MediaIndex { get; init; }
}
