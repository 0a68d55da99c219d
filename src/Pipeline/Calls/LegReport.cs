using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>What a line was like. Counters are packets; times are milliseconds.</summary>
public sealed record LegReport
{
    public string? Codec { get; init; }
    public string? LocalMedia { get; init; }
    public string? RemoteMedia { get; init; }
    public long PacketsSent { get; init; }
    public long PacketsReceived { get; init; }
    public long PacketsLost { get; init; }
    public long PacketsLate { get; init; }
    /// <summary>Packets from a source we do not listen to, or of a payload type not negotiated.</summary>
    public long PacketsRefused { get; init; }
    public double JitterMs { get; init; }
    /// <summary>Round trip by RTCP; null: the peer reported none.</summary>
    public double? RoundTripMs { get; init; }
    /// <summary>Mean opinion score of what was heard, 1 to 4.5, by the E-model from loss, bursts and delay; null: nothing came.</summary>
    public double? Mos { get; init; }
    /// <summary>Samples put in (above zero) or taken out to keep what was heard in step with our clock.</summary>
    public long DriftSamples { get; init; }
    /// <summary>Packets of ours that the peer has missed, by its RTCP; null: it reported none.</summary>
    public long? RemoteLost { get; init; }
    /// <summary>Crypto-suite of the media, such as AEAD_AES_128_GCM; null: it was plain.</summary>
    public string? Encryption { get; init; }
    /// <summary>How its keys were agreed: sdes (in the signalling) or dtls (on the media's own way); null: there are none.</summary>
    public string? KeyExchange { get; init; }
    /// <summary>Encrypted packets and reports that did not pass authentication. Of media they count as refused, too.</summary>
    public long PacketsUnauthenticated { get; init; }
    /// <summary>Encrypted packets and reports that came again, or too late to tell. Of media they count as refused, too.</summary>
    public long PacketsReplayed { get; init; }
    /// <summary>What of our own voice came back; null: no echo was noticed.</summary>
    public EchoReport? Echo { get; init; }
    /// <summary>SIP status that ended or refused the line, when there was one.</summary>
    public int? SipStatus { get; init; }
    /// <summary>Text of the peer's Reason header, when there was one.</summary>
    public string? PeerReason { get; init; }
    /// <summary>Seconds after which the refusing peer may be called again, when it said so.</summary>
    public int? RetryAfterSeconds { get; init; }
    /// <summary>What the line said of its caller.</summary>
    public CallerInfo? Caller { get; init; }
}
