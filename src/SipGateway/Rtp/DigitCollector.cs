namespace Voxie.SipGateway.Rtp;

/// <summary>A key press: which, and for how long (in timestamp units).</summary>
internal readonly record struct KeyPress(char Digit, uint Duration);

/// <summary>
/// Makes one key press of the many packets of a telephone event (RFC 4733 2.5). An event is known by its timestamp; a lost begin, a lost
/// marker, lost or repeated ends change nothing. Pure: time comes in with each call. Of one source (SSRC) only.
/// </summary>
internal sealed class DigitCollector
{
    /// <summary>No sign of an event for so long: its end packets were lost.</summary>
    public const long SilentEndNs = 200_000_000;

    /// <summary>More digits in a second than this are no fingers.</summary>
    public const int MostPerSecond = 20;

    /// <summary>RFC 4733 2.5.1.3: a press longer than this goes on as a new event, this much later.</summary>
    private const uint SegmentLength = 0xFFFF;

    private readonly long[] _times = new long[MostPerSecond];
    private int _timesNext;
    private bool _known;
    private bool _pressed;
    private uint _timestamp;
    private uint _segmentsBefore;
    private TelephoneEvent _last;
    private long _lastSeen;

    public DigitCollector() => Array.Fill(_times, long.MinValue / 2);

    /// <summary>Presses that came too fast, dropped.</summary>
    public long Refused { get; private set; }

    /// <summary>An event packet has come.</summary>
    /// <param name="before">The press before this one, when its end was lost and is only known by this packet.</param>
    /// <returns>The press that the packet ends, if it ends one.</returns>
    public KeyPress? Take(uint timestamp, in TelephoneEvent packet, long now, out KeyPress? before)
    {
        before = null;
        if (packet.Digit is null || (_known && (int)(timestamp - _timestamp) < 0)) return null;
        if (!_known || timestamp != _timestamp)
        {
            if (_pressed && packet.Code == _last.Code && timestamp - _timestamp == SegmentLength)
            {
                _segmentsBefore += SegmentLength;
            }
            else
            {
                before = Release(now);
                _segmentsBefore = 0;
            }
            (_known, _pressed, _timestamp, _last) = (true, true, timestamp, packet);
        }
        if (!_pressed) return null;

        _lastSeen = now;
        // Reordered updates must not make it shorter.
        if (packet.Duration >= _last.Duration) _last = packet;
        return packet.End ? Release(now) : null;
    }

    /// <summary>Time has passed: has an event fallen silent without its end?</summary>
    public KeyPress? Expire(long now) => _pressed && now - _lastSeen >= SilentEndNs ? Release(now) : null;

    /// <summary>Another source has begun: its timestamps have nothing to do with the old ones.</summary>
    public KeyPress? Restart(long now)
    {
        _known = false;
        return Release(now);
    }

    private KeyPress? Release(long now)
    {
        if (!_pressed) return null;
        _pressed = false;
        if (now - _times[_timesNext] < 1_000_000_000)
        {
            Refused++;
            return null;
        }
        _times[_timesNext] = now;
        _timesNext = (_timesNext + 1) % MostPerSecond;
        return new KeyPress(_last.Digit!.Value, _segmentsBefore + _last.Duration);
    }
}
