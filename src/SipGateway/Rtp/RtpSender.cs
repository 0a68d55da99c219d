using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Makes the packet that is due: a frame of what the leg plays, silence when there is nothing (a line that falls silent is taken for
/// dead by many a session border controller), or a piece of a telephone event. Clock thread only; allocates nothing.
/// </summary>
internal sealed class RtpSender(RtpWriter writer)
{
    public const int FrameSamples = G711.RateHz / 50;

    /// <summary>Largest packet made.</summary>
    public const int MaxPacket = RtpPacket.HeaderBytes + FrameSamples;

    private const int PauseBetweenDigits = G711.RateHz / 1000 * 60;

    private readonly short[] _frame = new short[FrameSamples];
    private bool _paused;

    public DigitSender Digits { get; } = new();

    /// <summary>Samples of the playing timeline in packets made so far.</summary>
    public long PlayedSamples { get; private set; }

    /// <summary>What the last call of <see cref="Next"/> has played; zeros for a key or a hold.</summary>
    public ReadOnlySpan<short> LastFrame => _frame;

    /// <summary>Samples of time before <see cref="LastFrame"/>: unlike <see cref="PlayedSamples"/> it goes on through keys and holds.</summary>
    public long LastPosition { get; private set; } = -FrameSamples;

    /// <summary>Payload bytes made so far, for sender reports.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>A frame's time has come.</summary>
    /// <returns>Length of the packet; 0: held, send nothing.</returns>
    public int Next(RtpParameters parameters, IFrameSource? source, Span<byte> packet)
    {
        var length = parameters.Sends ? Make(parameters, source, packet) : 0;
        _paused = length == 0;
        if (_paused) _frame.AsSpan().Clear();
        writer.Advance(FrameSamples);
        LastPosition += FrameSamples;
        PayloadBytes += Math.Max(0, length - RtpPacket.HeaderBytes);
        return length;
    }

    private int Make(RtpParameters parameters, IFrameSource? source, Span<byte> packet)
    {
        if (_paused) writer.Mark();
        if (parameters.EventSendType is { } eventType
            && Digits.TryNext(writer.Timestamp, FrameSamples, PauseBetweenDigits, out var telephoneEvent, out var timestamp, out var first))
        {
            writer.WriteEvent(packet, eventType, timestamp, first);
            telephoneEvent.Write(packet[RtpPacket.HeaderBytes..]);
            _frame.AsSpan().Clear();
            return RtpPacket.HeaderBytes + TelephoneEvent.Bytes;
        }
        var filled = source?.Pull(_frame) ?? 0;
        _frame.AsSpan(filled).Clear();
        writer.WriteAudio(packet, parameters.PayloadType);
        G711.Encode(parameters.Codec, _frame, packet[RtpPacket.HeaderBytes..]);
        PlayedSamples += FrameSamples;
        return MaxPacket;
    }
}
