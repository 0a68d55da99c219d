using System.Diagnostics.Metrics;

namespace Voxie.SipGateway.Media;

/// <summary>
/// Counters of the media threads. They are read when somebody asks, never recorded from the clock thread: a metrics listener must not
/// run inside a phase.
/// </summary>
internal sealed class MediaMetrics : IDisposable
{
    public const string MeterName = "Voxie.SipGateway.Media";

    private readonly Meter _meter = new(MeterName);
    private long _refused;
    private long _late;
    private long _lost;
    private long _overflowed;
    private long _unauthenticated;
    private readonly Histogram<double> _mos;

    public MediaMetrics(MediaEngine engine)
    {
        _meter.CreateObservableGauge("voxie.media.legs", () => engine.Report().Sum(r => r.Legs), description: "Legs on the clock");
        _meter.CreateObservableGauge("voxie.media.clock.late.p50", () => engine.Report().Max(r => r.LateP50Ms), "ms");
        _meter.CreateObservableGauge("voxie.media.clock.late.p99", () => engine.Report().Max(r => r.LateP99Ms), "ms");
        _meter.CreateObservableGauge("voxie.media.clock.late.max", () => engine.Report().Max(r => r.LateMaxMs), "ms");
        _meter.CreateObservableCounter("voxie.media.clock.wakes", () => engine.Report().Sum(r => r.Wakes));
        _meter.CreateObservableCounter("voxie.media.clock.resets", () => engine.Report().Sum(r => r.Resets));
        _meter.CreateObservableGauge("voxie.media.clock.realtime", () => engine.Report().All(r => r.Realtime) ? 1 : 0);
        _meter.CreateObservableCounter("voxie.media.listen.faults", () => engine.PassFaults);
        _meter.CreateObservableCounter("voxie.media.packets.refused", () => Volatile.Read(ref _refused), description: "From strangers, malformed, or of another payload type");
        _meter.CreateObservableCounter("voxie.media.packets.late", () => Volatile.Read(ref _late), description: "Duplicate, or behind what was played");
        _meter.CreateObservableCounter("voxie.media.packets.lost", () => Volatile.Read(ref _lost));
        _meter.CreateObservableCounter("voxie.media.packets.overflowed", () => Volatile.Read(ref _overflowed), description: "Found the listening thread too far behind");
        _mos = _meter.CreateHistogram(
            "voxie.media.mos", null, "Mean opinion score of what was heard on a leg, by the E-model, once at its end", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [2, 2.5, 3, 3.5, 3.8, 4, 4.2, 4.3, 4.4] });
        _meter.CreateObservableCounter("voxie.media.packets.unauthenticated", () => Volatile.Read(ref _unauthenticated), description: "SRTP with a wrong tag");
    }

    /// <summary>A leg has ended: its totals are added.</summary>
    public void LegEnded(long refused, long late, long lost, long overflowed, long unauthenticated, double? mos)
    {
        if (mos is { } score) _mos.Record(score);
        Interlocked.Add(ref _refused, refused);
        Interlocked.Add(ref _late, late);
        Interlocked.Add(ref _lost, lost);
        Interlocked.Add(ref _overflowed, overflowed);
        Interlocked.Add(ref _unauthenticated, unauthenticated);
    }

    public void Dispose() => _meter.Dispose();
}
