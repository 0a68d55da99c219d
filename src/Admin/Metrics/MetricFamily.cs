using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Voxie.Admin.Metrics;

internal enum MetricKind { Counter, Gauge, Histogram }

/// <summary>An instrument as Prometheus knows it: a name, a kind, and a series per set of labels.</summary>
internal sealed class MetricFamily(string name, MetricKind kind, string help, double[] bounds, bool sums)
{
    /// <summary>More label sets than this are a mistake (a call id as label) and are counted together, unlabelled.</summary>
    private const int MaxSeries = 500;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name => name;

    public static MetricFamily Of(Instrument instrument)
    {
        var kind = instrument.GetType().Name switch
        {
            var type when type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) => MetricKind.Counter,
            var type when type.StartsWith("Histogram", StringComparison.Ordinal) => MetricKind.Histogram,
            _ => MetricKind.Gauge,
        };
        var name = new StringBuilder();
        foreach (var letter in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }
        name.Append(instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" });
        if (kind == MetricKind.Counter)
        {
            name.Append("_total");
        }
        // Counters and up-down counters tell changes; gauges and everything observed tell the value itself.
        var sums = !instrument.IsObservable && (kind == MetricKind.Counter || instrument.GetType().Name.StartsWith("UpDown", StringComparison.Ordinal));
        return new MetricFamily(
            name.ToString(), kind, instrument.Description ?? instrument.Name, kind == MetricKind.Histogram ? Bounds(instrument) : [], sums);
    }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(_series.Count < MaxSeries ? labels : "", _ => new MetricSeries(bounds));
        }
        if (kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else if (sums)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help.Replace('\n', ' ')}\n# TYPE {name} {kind.ToString().ToLowerInvariant()}\n");
        foreach (var (labels, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var (value, count, buckets) = series.Read();
            if (kind != MetricKind.Histogram)
            {
                Line(text, name, labels, value);
                continue;
            }
            for (var n = 0; n < bounds.Length; n++)
            {
                Line(text, name + "_bucket", With(labels, "le", Number(bounds[n])), buckets[n]);
            }
            Line(text, name + "_bucket", With(labels, "le", "+Inf"), count);
            Line(text, name + "_sum", labels, value);
            Line(text, name + "_count", labels, count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : "{" + labels + "}").Append(' ').Append(Number(value)).Append('\n');

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }
        var text = "";
        foreach (var (key, value) in tags)
        {
            text = With(text, key.Replace('.', '_').Replace('-', '_'), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
        return text;
    }

    private static string With(string labels, string key, string value) =>
        (labels.Length == 0 ? "" : labels + ",") + key + "=\""
        + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        { Unit: "ms" } => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000],
        _ => [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    };
}
