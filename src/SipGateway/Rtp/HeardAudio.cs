using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Makes sound of one leg's packets: decodes them in order, fills holes so that time never shrinks, and goes on with silence at the pace
/// of the clock when the other side sends none (a pause, a hold-up, comfort noise), so that listeners always hear the end of a word.
/// Listening thread only; allocates nothing.
/// </summary>
internal sealed class HeardAudio
{
    private const int SamplesPerMs = G711.RateHz / 1000;
    private const int FrameSamples = 20 * SamplesPerMs;

    /// <summary>Silence on the wire for so long is filled; shorter is jitter. After comfort noise it is filled at once.</summary>
    private const long PatienceNs = 120_000_000;
    private const long PatienceAfterNoiseNs = 30_000_000;

    /// <summary>A step in the timestamps of more than this is no gap but a new timeline.</summary>
    private const int LongestGap = 5 * G711.RateHz;

    private readonly short[] _samples = new short[ReorderBuffer.MaxPayload];
    private readonly Concealer _concealer = new();
    private bool _started;
    private bool _resting;
    private uint _expected;
    private long _lastArrival;
    private long _patience = PatienceNs;

    // Samples emitted at the clock's pace that no packet has accounted for yet.
    private long _ahead;
    private long _filledSinceLast;

    /// <summary>Samples of heard time so far.</summary>
    public long Position { get; private set; }

    /// <summary>Samples that stand in for packets that never came.</summary>
    public long ConcealedSamples { get; private set; }

    /// <summary>A packet, in order.</summary>
    public void Take(in HeardPacket packet, ReadOnlySpan<byte> payload, AudioCodec codec, IFrameSink? sink)
    {
        var gap = (int)(packet.Timestamp - _expected);
        if (!_started || _resting || packet.Restart || gap > LongestGap) BeginTimeline(packet.ArrivedAt);
        else if (gap > 0) FillGap(gap, packet, sink);
        _lastArrival = packet.ArrivedAt;
        _filledSinceLast = 0;
        _patience = PatienceNs;
        if (packet.Kind == HeardKind.ComfortNoise)
        {
            _patience = PatienceAfterNoiseNs;
            _expected = packet.Timestamp;
            return;
        }
        var samples = _samples.AsSpan(0, payload.Length);
        G711.Decode(codec, payload, samples);
        _concealer.Good(samples);
        _expected = packet.Timestamp + (uint)payload.Length;
        Emit(samples, packet.ArrivedAt, concealed: false, sink);
    }

    /// <summary>A phase has passed: fills what is missing at the end.</summary>
    public void Continue(long now, IFrameSink? sink)
    {
        if (!_started || _resting || now - _lastArrival < _patience) return;
        // The last packet itself covers its first frame of silence on the wire.
        var due = (now - _lastArrival) * SamplesPerMs / 1_000_000 - FrameSamples;
        while (_filledSinceLast + FrameSamples <= due)
        {
            Fill(FrameSamples, _lastArrival + Nanoseconds(_filledSinceLast + FrameSamples), repeat: _patience == PatienceNs, sink);
            _filledSinceLast += FrameSamples;
            _ahead += FrameSamples;
        }
    }

    /// <summary>Nothing is to be heard now (hold). What comes later begins a new timeline, later by the time that has passed.</summary>
    public void Pause(long now)
    {
        if (!_started || _resting) return;
        _resting = true;
        _lastArrival = now;
    }

    private void BeginTimeline(long arrivedAt)
    {
        if (_resting) Position += Math.Max(0, (arrivedAt - _lastArrival) * SamplesPerMs / 1_000_000);
        _started = true;
        _resting = false;
        _ahead = 0;
    }

    private void FillGap(int gap, in HeardPacket packet, IFrameSink? sink)
    {
        // What was filled at the clock's pace has covered some of it already.
        var covered = (int)Math.Min(gap, _ahead);
        _ahead -= covered;
        for (var left = gap - covered; left > 0;)
        {
            var count = Math.Min(left, FrameSamples);
            left -= count;
            // As if it had come in time, so that listeners date speech right.
            Fill(count, Math.Max(_lastArrival, packet.ArrivedAt - Nanoseconds(left + FrameSamples)), packet.AfterLoss, sink);
        }
    }

    private static long Nanoseconds(long samples) => samples * 1_000_000 / SamplesPerMs;

    private void Fill(int count, long arrivedAt, bool repeat, IFrameSink? sink)
    {
        var samples = _samples.AsSpan(0, count);
        if (repeat) _concealer.Fill(samples);
        else _concealer.Pause(samples);
        ConcealedSamples += count;
        Emit(samples, arrivedAt, concealed: true, sink);
    }

    private void Emit(ReadOnlySpan<short> samples, long arrivedAt, bool concealed, IFrameSink? sink)
    {
        sink?.Accept(new AudioFrame(samples, G711.RateHz, Position, arrivedAt, concealed));
        Position += samples.Length;
    }
}
