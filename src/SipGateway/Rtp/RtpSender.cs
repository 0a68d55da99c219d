using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Gathers what the leg plays, beat by beat, and makes the packet when one is full: of sound, of silence when there is nothing (a line that
/// falls silent is taken for dead by many a session border controller), or a piece of a telephone event. Clock thread only; allocates
/// nothing per packet.
/// </summary>
internal sealed class RtpSender(RtpWriter writer) : IDisposable
{
    /// <summary>Largest packet made.</summary>
    public const int MaxPacket = RtpPacket.HeaderBytes + IAudioEncoder.MaxPayload;

    private readonly short[] _packetTime = new short[AudioCodecs.HighestRateHz / 1000 * RtpParameters.LongestPtimeMs];
    private readonly LineEncoder _encoder = new();
    private uint _begun;
    private int _lastStart;
    private int _lastLength;
    private long _time;
    private int _gatheredMs;
    private bool _isEvent;
    private bool _paused;
    private AudioCodec _codec;

    public DigitSender Digits { get; } = new();

    /// <summary>Samples of the playing timeline in packets made so far.</summary>
    public long PlayedSamples { get; private set; }

    /// <summary>What the last call of <see cref="Next"/> has played, a beat long; zeros for a key or a hold.</summary>
    public ReadOnlySpan<short> LastFrame => _packetTime.AsSpan(_lastStart, _lastLength);

    /// <summary>Samples of time before <see cref="LastFrame"/>: unlike <see cref="PlayedSamples"/> it goes on through keys and holds.</summary>
    public long LastPosition => _time - _lastLength;

    /// <summary>Payload bytes made so far, for sender reports.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>A beat has come.</summary>
    /// <returns>Length of the packet; 0: none is due, or held.</returns>
    public int Next(RtpParameters parameters, IFrameSource? source, Span<byte> packet)
    {
        (_lastStart, _lastLength) = (0, parameters.BeatMs * (parameters.RateHz / 1000));
        var length = 0;
        if (parameters.Sends) length = Make(parameters, source, packet);
        else (_paused, _gatheredMs, _isEvent) = (true, 0, false);
        if (!parameters.Sends || _isEvent) LastBeat.Clear();
        _time += _lastLength;
        writer.Advance(parameters.Codec.ClockHz() / 1000 * parameters.BeatMs);
        PayloadBytes += Math.Max(0, length - RtpPacket.HeaderBytes);
        return length;
    }

    public void Dispose() => _encoder.Dispose();

    private Span<short> LastBeat => _packetTime.AsSpan(_lastStart, _lastLength);

    private int Make(RtpParameters parameters, IFrameSource? source, Span<byte> packet)
    {
        // A re-INVITE may have made packets shorter than what is gathered.
        if (_gatheredMs >= parameters.PtimeMs || _codec != parameters.Codec) _gatheredMs = 0;
        if (_paused || _codec != parameters.Codec) writer.Mark();
        (_paused, _codec) = (false, parameters.Codec);
        if (_gatheredMs == 0)
        {
            _begun = writer.Timestamp;
            _isEvent = TryEvent(parameters, packet);
            if (_isEvent)
            {
                _gatheredMs = parameters.BeatMs % parameters.PtimeMs;
                return RtpPacket.HeaderBytes + TelephoneEvent.Bytes;
            }
        }
        if (!_isEvent) Gather(parameters, source);
        _gatheredMs += parameters.BeatMs;
        if (_gatheredMs < parameters.PtimeMs) return 0;
        _gatheredMs = 0;
        return _isEvent ? 0 : Finish(parameters, packet);
    }

    private bool TryEvent(RtpParameters parameters, Span<byte> packet)
    {
        var ticksPerMs = parameters.EventClockHz / 1000;
        if (parameters.EventSendType is not { } type || !Digits.TryNext(
            writer.Timestamp, parameters.PtimeMs * ticksPerMs, DigitSender.PauseMs * ticksPerMs, out var telephoneEvent, out var timestamp, out var first)) return false;
        writer.WriteEvent(packet, type, timestamp, first);
        telephoneEvent.Write(packet[RtpPacket.HeaderBytes..]);
        return true;
    }

    private void Gather(RtpParameters parameters, IFrameSource? source)
    {
        _lastStart = _gatheredMs * (parameters.RateHz / 1000);
        var filled = source?.Pull(LastBeat) ?? 0;
        LastBeat[filled..].Clear();
    }

    private int Finish(RtpParameters parameters, Span<byte> packet)
    {
        var samples = _packetTime.AsSpan(0, parameters.PtimeMs * (parameters.RateHz / 1000));
        var bytes = _encoder.Encode(parameters, samples, packet.Slice(RtpPacket.HeaderBytes, IAudioEncoder.MaxPayload));
        PlayedSamples += samples.Length;
        if (bytes == 0)
        {
            _paused = true; // RFC 3551 4.1: the first packet behind a pause of ours is marked
            return 0;
        }
        writer.WriteAudio(packet, parameters.PayloadType, _begun);
        return RtpPacket.HeaderBytes + bytes;
    }
}
