using System.Diagnostics.Metrics;
using Voxie.Pipeline.Audio;

namespace Voxie.Admin.Calls;

/// <summary>What came back of our own voice on the lines of ended calls, for those on which anything did.</summary>
internal sealed class EchoMetrics
{
    private readonly Histogram<double> _delay;
    private readonly Histogram<double> _enhancement;

    public EchoMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Voxie.Echo");
        _delay = meter.CreateHistogram("voxie.echo.delay", "ms", "Delay of the echo found on a line", advice: Bounds([10, 20, 50, 100, 200, 300, 400, 600]));
        _enhancement = meter.CreateHistogram("voxie.echo.enhancement", "dB", "Echo taken away by cancelling (ERLE)", advice: Bounds([3, 6, 10, 15, 20, 25, 30, 40]));
    }

    public void Found(EchoReport echo)
    {
        _delay.Record(echo.DelayMs);
        _enhancement.Record(echo.EnhancementDb);
    }

    private static InstrumentAdvice<double> Bounds(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
