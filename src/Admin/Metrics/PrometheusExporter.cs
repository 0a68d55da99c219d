using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Voxie.Admin.Metrics;

/// <summary>Listens to our own instruments and the runtime's, and writes them in Prometheus' text format 0.0.4.</summary>
internal sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();

    public PrometheusExporter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, MetricFamily.Of));
            }
        };
        // A meter's owner is gone (a test host, a reload): so are its series.
        _listener.MeasurementsCompleted = (instrument, _) => _families.TryRemove(instrument, out MetricFamily? _);
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Measure(state, (double)value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal).DistinctBy(f => f.Name))
        {
            family.Write(text);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Measure(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily?)family)?.Measure(value, tags);

    private static bool IsWanted(string meter) =>
        meter.StartsWith("Voxie", StringComparison.Ordinal) || meter is "System.Runtime" or "Microsoft.AspNetCore.Hosting";
}
