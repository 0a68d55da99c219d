using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Voxie.SipGateway.Media;

/// <summary>
/// The media threads of the process: N lanes of a clock and a listening thread. Legs come and go on any thread; each is put on the lane
/// with the fewest.
/// </summary>
public sealed class MediaEngine : IAsyncDisposable
{
    private readonly MediaOptions _options;
    private readonly TimeProvider _time;
    private readonly MediaLane[] _lanes;
    private readonly MediaMetrics _metrics;

    /// <param name="newPass">Makes the listening pass of one lane; called once per lane.</param>
    /// <param name="time">The machine's clock: its time stamps must be monotonic nanoseconds, as <see cref="TimeProvider.System"/> gives them on Linux.</param>
    public MediaEngine(MediaOptions options, Func<ListenPass> newPass, TimeProvider time, ILoggerFactory? loggers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ClockThreads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ClockThreads, 16);
        if (time.TimestampFrequency != 1_000_000_000)
            throw new ArgumentException("The media clock needs time stamps in nanoseconds.", nameof(time));
        _options = options;
        _time = time;
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<MediaEngine>();
        _lanes = new MediaLane[options.ClockThreads];
        for (var i = 0; i < _lanes.Length; i++) _lanes[i] = new MediaLane(newPass(), time, logger);
        _metrics = new MediaMetrics(this);
    }

    public void Start()
    {
        for (var i = 0; i < _lanes.Length; i++) _lanes[i].Start(i, _options.RealtimePriority);
    }

    /// <summary>One report per clock thread. Any thread.</summary>
    public IReadOnlyList<ClockReport> Report() => [.. _lanes.Select(lane => lane.Report())];

    /// <summary>Lets the clocks tick for a while, calls or none, and says how they kept time. For diagnosis.</summary>
    public async Task<IReadOnlyList<ClockReport>> ProbeAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var probes = _lanes.Select(lane => (Lane: lane, Leg: new ProbeLeg())).ToList();
        foreach (var (lane, leg) in probes) lane.Add(leg);
        try
        {
            await Task.Delay(duration, _time, cancellation);
            return Report();
        }
        finally
        {
            foreach (var (lane, leg) in probes) await lane.RemoveAsync(leg);
        }
    }

    internal MediaMetrics Metrics => _metrics;
    internal long PassFaults => _lanes.Sum(lane => lane.PassFaults);

    /// <summary>The lane for a new leg.</summary>
    internal MediaLane LeastLoaded()
    {
        var least = _lanes[0];
        foreach (var lane in _lanes)
            if (lane.Legs < least.Legs) least = lane;
        return least;
    }

    /// <summary>Stops the threads. Legs still on them are silent from here on, and can be disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes) await lane.DisposeAsync();
        _metrics.Dispose();
    }
}
