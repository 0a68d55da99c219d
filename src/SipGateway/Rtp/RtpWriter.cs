namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Numbers what a session sends. Sequence counts packets; the timestamp counts time and moves on at every beat, sent or
/// not (RFC 3550 5.1), so that a hold shows as the pause that it was. Clock thread only.
/// </summary>
internal sealed class RtpWriter(uint ssrc, ushort firstSequence, uint firstTimestamp)
{
    private ushort _sequence = firstSequence;
    private bool _marker = true;

    public uint Ssrc { get; } = ssrc;

    /// <summary>The moment that the next frame stands for.</summary>
    public uint Timestamp { get; private set; } = firstTimestamp;

    /// <summary>The next audio packet begins a talkspurt.</summary>
    public void Mark() => _marker = true;

    /// <summary>Moves time on.</summary>
    /// <param name="ticks">In units of the codec's clock.</param>
    public void Advance(int ticks) => Timestamp += (uint)ticks;

    /// <summary>Header of an audio packet.</summary>
    /// <param name="timestamp">The moment of its first sample.</param>
    public void WriteAudio(Span<byte> packet, byte payloadType, uint timestamp)
    {
        RtpPacket.WriteHeader(packet, _marker, payloadType, _sequence++, timestamp, Ssrc);
        _marker = false;
    }

    /// <summary>Header of a telephone-event packet; its timestamp is that of the event's beginning (RFC 4733 2.2).</summary>
    public void WriteEvent(Span<byte> packet, byte payloadType, uint eventTimestamp, bool first) =>
        RtpPacket.WriteHeader(packet, first, payloadType, _sequence++, eventTimestamp, Ssrc);
}
