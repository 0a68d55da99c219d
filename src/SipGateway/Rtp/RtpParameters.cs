using System.Net;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Rtp;

/// <summary>What offer and answer have settled about one audio stream. Immutable; a re-INVITE brings a new one.</summary>
/// <param name="Remote">Media address of the peer's SDP. One that cannot be sent to (0.0.0.0, port 0, multicast) means: send nothing.</param>
/// <param name="Codec">Codec of both directions.</param>
/// <param name="PayloadType">Its payload type, both directions.</param>
internal sealed record RtpParameters(IPEndPoint Remote, AudioCodec Codec, byte PayloadType)
{
    /// <summary>Payload type of telephone-event that we send; null: the peer takes none.</summary>
    public byte? EventSendType { get; init; }

    /// <summary>Payload type of telephone-event that we receive; null: none was negotiated.</summary>
    public byte? EventReceiveType { get; init; }

    /// <summary>False while the peer holds us (its sendonly or inactive): not one packet is sent, and its silence ends no call.</summary>
    public bool Sends { get; init; } = true;

    /// <summary>False when the peer only listens, or neither sends nor listens: nothing is heard, and its silence ends no call.</summary>
    public bool Receives { get; init; } = true;

    /// <summary>Media is encrypted, both ways and without exception; null: it is plain.</summary>
    public SrtpKeys? Keys { get; init; }

    /// <summary>What <see cref="RtpSession.Configure"/> has made of the keys.</summary>
    public SrtpSession? Srtp { get; init; }

    /// <summary>Whether another source than <paramref name="Remote"/> may be taken for the peer.</summary>
    public SourceLearning Learning { get; init; }

    /// <summary>False: nothing may be sent to <paramref name="Remote"/> itself, only to a source that is learned.</summary>
    public bool BelievesRemote { get; init; } = true;

    /// <summary>Host that the peer signals from; null: unknown.</summary>
    public IPAddress? Signaller { get; init; }

    /// <summary>False before the answer: the peer may be silent for as long as it rings.</summary>
    public bool Expected { get; init; } = true;
}
