using System.Collections.Concurrent;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Plays keys as telephone events (RFC 4733 2.5.1): one packet per frame with growing duration, three end packets, then a pause.
/// Digits are queued on any thread and played on the clock thread.
/// </summary>
internal sealed class DigitSender
{
    /// <summary>Digits that may wait: more than anyone dials.</summary>
    public const int MostQueued = 64;

    /// <summary>Sound kept between two keys.</summary>
    public const int PauseMs = 60;

    private const int Ends = 3;
    private const byte Volume = 10;

    private readonly ConcurrentQueue<(byte Code, int Samples)> _queue = new();
    private byte _code;
    private int _total;
    private int _elapsed;
    private int _endsLeft;
    private int _pauseLeft;
    private uint _timestamp;

    /// <param name="samples">Length of the key press in timestamp units, up to 65535.</param>
    /// <returns>False: no such key, or too many waiting.</returns>
    public bool TryEnqueue(char digit, int samples)
    {
        if (!TelephoneEvent.TryGetCode(digit, out var code) || _queue.Count >= MostQueued) return false;
        _queue.Enqueue((code, Math.Clamp(samples, 1, ushort.MaxValue)));
        return true;
    }

    /// <summary>A frame is due at <paramref name="now"/> on the RTP timeline: is it an event's? Clock thread only.</summary>
    /// <param name="pauseSamples">Sound kept between two keys.</param>
    /// <returns>False: send audio.</returns>
    public bool TryNext(uint now, int frameSamples, int pauseSamples, out TelephoneEvent telephoneEvent, out uint timestamp, out bool first)
    {
        telephoneEvent = default;
        timestamp = 0;
        first = false;
        if (_total == 0)
        {
            if (_pauseLeft > 0)
            {
                _pauseLeft -= frameSamples;
                return false;
            }
            if (!_queue.TryDequeue(out var next)) return false;
            (_code, _total, _elapsed, _endsLeft, _timestamp) = (next.Code, next.Samples, 0, Ends, now);
            first = true;
        }
        _elapsed = Math.Min(_total, _elapsed + frameSamples);
        var end = _elapsed == _total;
        telephoneEvent = new TelephoneEvent(_code, end, Volume, (ushort)_elapsed);
        timestamp = _timestamp;
        if (end && --_endsLeft == 0) (_total, _pauseLeft) = (0, pauseSamples);
        return true;
    }
}
