namespace Voxie.SipGateway.Rtp;

/// <summary>
/// How far a sender's clock has run away from ours, seen through the jitter of the network: of all packets of five seconds the one that was
/// held up least shows how far the sender's timeline leads ours. What creeps from one such window to the next is drift; what jumps is
/// another way through the network, and becomes the new measure. Pure.
/// </summary>
internal sealed class ClockDrift(int rateHz)
{
    private const long WindowNs = 5_000_000_000;

    /// <summary>So much is let be: 1.5 ms.</summary>
    private readonly int _tolerated = rateHz * 3 / 2000;

    /// <summary>More than this between two windows (1,000 ppm) is no clock: 5 ms.</summary>
    private readonly int _jump = rateHz / 200;

    private bool _started;
    private long _origin;
    private long _windowEnds;
    private long _lead = long.MinValue;
    private long _leadBefore;
    private long _measure;
    private bool _hasMeasure;

    /// <summary>Samples that there are too many (above zero) or too few, as far as something should be done about it.</summary>
    public int Excess { get; private set; }

    /// <summary>Sound has come.</summary>
    /// <param name="position">Samples of the timeline with it, corrections included.</param>
    public void Observe(long position, long arrivedAt)
    {
        if (!_started) (_started, _origin, _windowEnds) = (true, arrivedAt, arrivedAt + WindowNs);
        if (arrivedAt >= _windowEnds) Judge(arrivedAt);
        // Whole samples are fine enough, and cannot overflow: nanoseconds times 48 kHz would after two days.
        var elapsed = (arrivedAt - _origin) / 1000 * rateHz / 1_000_000;
        _lead = Math.Max(_lead, position - elapsed);
    }

    /// <summary>The timeline has been made longer (above zero) or shorter.</summary>
    public void Corrected(int samples)
    {
        Excess += samples;
        _leadBefore += samples;
        // What this window has seen so far was seen before the correction.
        if (_lead != long.MinValue) _lead += samples;
    }

    private void Judge(long now)
    {
        _windowEnds = now + WindowNs;
        if (_lead == long.MinValue) return;
        if (!_hasMeasure) (_measure, _hasMeasure) = (_lead, true);
        else if (Math.Abs(_lead - _leadBefore) > _jump) _measure += _lead - _leadBefore;
        _leadBefore = _lead;
        _lead = long.MinValue;
        var excess = (int)Math.Clamp(_leadBefore - _measure, -rateHz, rateHz);
        Excess = Math.Abs(excess) >= _tolerated ? excess : 0;
    }
}
