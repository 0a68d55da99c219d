using System.Collections.Concurrent;
using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Plays keys as their tones into what the leg plays, for peers that take no telephone events: sound pauses for a key and for a moment
/// behind it. Keys are queued on any thread and played on the clock thread; allocates nothing there.
/// </summary>
internal sealed class KeyTones : IFrameSource
{
    private readonly ConcurrentQueue<(char Key, double Milliseconds)> _queue = new();
    private IFrameSource? _source;
    private int _rateHz;
    private char _key;
    private int _total;
    private int _done;

    /// <summary>Samples of tones and pauses played so far: time in which the line's own sound stood still. Clock thread.</summary>
    public long PlayedSamples { get; private set; }

    /// <returns>False: no such key, or too many waiting.</returns>
    public bool TryEnqueue(char digit, TimeSpan duration)
    {
        if (!DtmfTone.IsKey(digit) || _queue.Count >= DigitSender.MostQueued) return false;
        _queue.Enqueue((digit, Math.Clamp(duration.TotalMilliseconds, 1, 8000)));
        return true;
    }

    /// <summary>What is played when no key is.</summary>
    public IFrameSource? Before(IFrameSource? source, int rateHz)
    {
        (_source, _rateHz) = (source, rateHz);
        return _total > 0 || !_queue.IsEmpty ? this : source;
    }

    public int Pull(Span<short> frame)
    {
        if (_total == 0)
        {
            if (!_queue.TryDequeue(out var next)) return _source?.Pull(frame) ?? 0;
            (_key, _total, _done) = (next.Key, (int)(next.Milliseconds * _rateHz / 1000), 0);
        }
        // Whole frames, so that the sound behind goes on where it stopped.
        var tone = Math.Clamp(_total - _done, 0, frame.Length);
        DtmfTone.Write(_key, _rateHz, _done, frame[..tone]);
        frame[tone..].Clear();
        _done += frame.Length;
        PlayedSamples += frame.Length;
        // ITU-T Q.24: a shorter pause may not be heard as one.
        if (_done >= _total + _rateHz / 1000 * DigitSender.PauseMs) _total = 0;
        return frame.Length;
    }
}
