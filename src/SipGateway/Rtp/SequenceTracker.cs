namespace Voxie.SipGateway.Rtp;

/// <summary>What a sequence number says about a packet.</summary>
internal enum SequenceVerdict
{
    /// <summary>The next, or ahead of it with some missing in between.</summary>
    Forward,
    /// <summary>Behind the highest: reordered, or a duplicate.</summary>
    Behind,
    /// <summary>So far off that it may be a mistake: refused until the next one confirms it.</summary>
    Jump,
    /// <summary>The jump is confirmed: the sender has begun a new numbering.</summary>
    Restart,
}

/// <summary>
/// RFC 3550 A.1 (validity and roll-over), A.3 (loss) and A.8 (jitter) for one source. A.1's probation is not used: whose packets count
/// at all is decided before (<see cref="SourceLatch"/>), and a caller's first word should not be lost to it.
/// </summary>
internal sealed class SequenceTracker
{
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;
    private const uint NoBadSequence = uint.MaxValue;

    private ushort _highest;
    private long _cycles;
    private long _base;
    private uint _bad = NoBadSequence;
    private bool _started;
    private long _expectedBefore;
    private long _receivedBefore;
    private bool _hasTransit;
    private int _transit;

    public long Received { get; private set; }

    /// <summary>Extended highest sequence number received.</summary>
    public long Highest => _cycles + _highest;

    /// <summary>A.3. Duplicates count as received, so it may be negative.</summary>
    public long Lost => _started ? Highest - _base + 1 - Received : 0;

    /// <summary>A.8, in timestamp units.</summary>
    public double Jitter { get; private set; }

    public SequenceVerdict Update(ushort sequence)
    {
        if (!_started)
        {
            Begin(sequence);
            return SequenceVerdict.Forward;
        }
        var ahead = (ushort)(sequence - _highest);
        if (ahead is > 0 and < MaxDropout)
        {
            if (sequence < _highest) _cycles += 65536;
            _highest = sequence;
            Received++;
            return SequenceVerdict.Forward;
        }
        if (ahead == 0 || ahead > 65536 - MaxMisorder)
        {
            Received++;
            return SequenceVerdict.Behind;
        }
        if (sequence == _bad)
        {
            Begin(sequence);
            return SequenceVerdict.Restart;
        }
        _bad = (ushort)(sequence + 1);
        return SequenceVerdict.Jump;
    }

    /// <summary>The extended number of a packet that was not refused.</summary>
    public long Extend(ushort sequence) => Highest - (ushort)(_highest - sequence);

    /// <summary>A.8. Both times in timestamp units; only their differences count.</summary>
    public void UpdateJitter(uint arrival, uint timestamp)
    {
        var transit = (int)(arrival - timestamp);
        if (_hasTransit) Jitter += (Math.Abs((double)transit - _transit) - Jitter) / 16;
        _transit = transit;
        _hasTransit = true;
    }

    /// <summary>Timestamps of another clock follow.</summary>
    public void ForgetJitter() => (_hasTransit, Jitter) = (false, 0);

    /// <summary>A.3: share of packets lost since the last call, 0 to 255 for a report block.</summary>
    public byte TakeFractionLost()
    {
        if (!_started) return 0;
        var expected = Highest - _base + 1;
        var expectedNow = expected - _expectedBefore;
        var lostNow = expectedNow - (Received - _receivedBefore);
        _expectedBefore = expected;
        _receivedBefore = Received;
        return expectedNow <= 0 || lostNow <= 0 ? (byte)0 : (byte)Math.Min(255, lostNow * 256 / expectedNow);
    }

    private void Begin(ushort sequence)
    {
        _started = true;
        _highest = sequence;
        _base = sequence;
        _cycles = 0;
        _bad = NoBadSequence;
        Received = 1;
        _expectedBefore = _receivedBefore = 0;
        _hasTransit = false;
        Jitter = 0;
    }
}
