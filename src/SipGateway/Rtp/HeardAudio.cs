using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Makes sound of one leg's packets: decodes them in order, fills holes so that time never shrinks, and goes on with silence at the pace
/// of the clock when the other side sends none (a pause, a hold-up, comfort noise), so that listeners always hear the end of a word.
/// Listening thread only; allocates nothing.
/// </summary>
/// <param name="rateHz">Of what is heard, whatever the codec.</param>
internal sealed class HeardAudio(int rateHz) : IDisposable
{
    /// <summary>Silence on the wire for so long is filled; shorter is jitter. After comfort noise it is filled at once.</summary>
    private const long PatienceNs = 120_000_000;
    private const long PatienceAfterNoiseNs = 30_000_000;

    /// <summary>A step in the timestamps of more seconds than this is no gap but a new timeline.</summary>
    private const int LongestGapSeconds = 5;

    /// <summary>What a codec's own error correction can tell of a hole lies in its last milliseconds.</summary>
    private const int LongestOwnMs = 60;

    private readonly int _samplesPerMs = rateHz / 1000;
    private readonly int _frameSamples = rateHz / 50;
    private readonly short[] _samples = new short[LineDecoder.MostSamples(rateHz)];
    private readonly LineDecoder _decoder = new(rateHz);
    private readonly Concealer _concealer = new(rateHz);
    private readonly ComfortNoise _noise = new();
    private bool _started;
    private bool _resting;
    private bool _damaged;
    private int _clockHz = G711.RateHz;
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
    public void Take(in HeardPacket packet, ReadOnlySpan<byte> payload, IFrameSink? sink)
    {
        var clock = packet.Codec.ClockHz();
        var gap = (int)(packet.Timestamp - _expected);
        if (packet.Restart) _decoder.Reset();
        // RFC 7160: timestamps of another clock have nothing to do with those before.
        if (!_started || _resting || packet.Restart || clock != _clockHz || gap > LongestGapSeconds * clock) BeginTimeline(packet.ArrivedAt);
        else if (gap > 0) FillGap((int)((long)gap * rateHz / clock), packet, payload, sink);
        _clockHz = clock;
        _lastArrival = packet.ArrivedAt;
        _filledSinceLast = 0;
        _patience = PatienceNs;
        _expected = packet.Timestamp;
        if (packet.Kind == HeardKind.ComfortNoise)
        {
            _noise.Take(payload);
            _patience = PatienceAfterNoiseNs;
            return;
        }
        _noise.Stop();
        var samples = _samples.AsSpan(0, _decoder.Decode(packet.Codec, payload, _samples, out var ticks));
        _damaged = ticks == 0;
        _expected += (uint)ticks;
        _concealer.Good(samples);
        if (!samples.IsEmpty) Emit(samples, packet.ArrivedAt, concealed: false, sink);
    }

    /// <summary>A phase has passed: fills what is missing at the end.</summary>
    public void Continue(long now, IFrameSink? sink)
    {
        if (!_started || _resting || now - _lastArrival < _patience) return;
        // The last packet itself covers its first frame of silence on the wire.
        var due = (now - _lastArrival) * _samplesPerMs / 1_000_000 - _frameSamples;
        while (_filledSinceLast + _frameSamples <= due)
        {
            Fill(_frameSamples, [], _lastArrival + Nanoseconds(_filledSinceLast + _frameSamples), repeat: true, sink);
            _filledSinceLast += _frameSamples;
            _ahead += _frameSamples;
        }
    }

    /// <summary>Nothing is to be heard now (hold). What comes later begins a new timeline, later by the time that has passed.</summary>
    public void Pause(long now)
    {
        if (!_started || _resting) return;
        _resting = true;
        _lastArrival = now;
    }

    public void Dispose() => _decoder.Dispose();

    private void BeginTimeline(long arrivedAt)
    {
        if (_resting) Position += Math.Max(0, (arrivedAt - _lastArrival) * _samplesPerMs / 1_000_000);
        _started = true;
        _resting = false;
        _damaged = false;
        _ahead = 0;
    }

    private void FillGap(int gap, in HeardPacket packet, ReadOnlySpan<byte> payload, IFrameSink? sink)
    {
        // What was filled at the clock's pace has covered some of it already.
        var covered = (int)Math.Min(gap, _ahead);
        _ahead -= covered;
        var lost = packet.AfterLoss || _damaged;
        var next = lost && packet.Kind == HeardKind.Audio ? payload : [];
        if (covered > 0) _concealer.Break();
        for (var left = gap - covered; left > 0;)
        {
            // In one piece what the next packet may know of.
            var isOwn = next.Length > 0 && packet.Codec == AudioCodec.Opus && left <= LongestOwnMs * _samplesPerMs;
            var count = isOwn ? left : Math.Min(left, _frameSamples);
            left -= count;
            // As if it had come in time, so that listeners date speech right.
            var arrived = Math.Max(_lastArrival, packet.ArrivedAt - Nanoseconds(left + _frameSamples));
            Fill(count, isOwn ? next : [], arrived, lost, sink);
        }
    }

    private long Nanoseconds(long samples) => samples * 1_000_000 / _samplesPerMs;

    private void Fill(int count, ReadOnlySpan<byte> next, long arrivedAt, bool repeat, IFrameSink? sink)
    {
        var samples = _samples.AsSpan(0, count);
        if (_noise.IsOn)
        {
            _noise.Fill(samples);
            _concealer.Good(samples);
        }
        else if (_decoder.TryConceal(next, count, _samples, out var written))
        {
            samples = _samples.AsSpan(0, written);
            _concealer.Good(samples);
        }
        else if (repeat) _concealer.Fill(samples);
        else _concealer.Pause(samples);
        ConcealedSamples += samples.Length;
        Emit(samples, arrivedAt, concealed: true, sink);
    }

    private void Emit(ReadOnlySpan<short> samples, long arrivedAt, bool concealed, IFrameSink? sink)
    {
        sink?.Accept(new AudioFrame(samples, rateHz, Position, arrivedAt, concealed));
        Position += samples.Length;
    }
}
