using System.Diagnostics.Metrics;
using System.Net;
using Voxie.Admin.Metrics;
using Voxie.Admin.Node;

namespace Voxie.Admin.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "starting")]
    [InlineData(HttpStatusCode.OK, "ready")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "draining")]
    public async Task Health_needs_no_key_and_ready_means_taking_calls(HttpStatusCode ready, string word)
    {
        await using var node = await ApiNode.StartAsync();
        node.Status.State = Enum.Parse<NodeState>(word, ignoreCase: true);
        foreach (var (path, status) in new[] { ("/health", HttpStatusCode.OK), ("/health/live", HttpStatusCode.OK), ("/health/ready", ready) })
        {
            var answer = await Answer.OfAsync(await node.Anonymous.GetAsync(path));
            Assert.Equal((path, status, word), (path, answer.Status, answer.Json["status"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Metrics_need_the_key_and_show_the_journal()
    {
        await using var node = await ApiNode.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Anonymous.GetAsync("/metrics")).StatusCode);
        var answer = await node.GetAsync("/metrics");
        Assert.Equal("text/plain", answer.Type);
        Assert.Contains("\n# TYPE voxie_journal_unwritten gauge\nvoxie_journal_unwritten 0\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Instruments_become_prometheus_families()
    {
        using var exporter = new PrometheusExporter();
        using var meter = new Meter("Voxie.Test." + nameof(Instruments_become_prometheus_families));
        var counter = meter.CreateCounter<long>("voxie.test.calls", "{call}", "Calls\nin all");
        counter.Add(2, new KeyValuePair<string, object?>("end.code", "a\"b"));
        counter.Add(3, new KeyValuePair<string, object?>("end.code", "a\"b"));
        var level = meter.CreateUpDownCounter<int>("voxie.test.level");
        level.Add(5);
        level.Add(-2);
        meter.CreateGauge<double>("voxie.test.gauge").Record(1.5);
        meter.CreateObservableCounter("voxie.test.seen", () => 7L);
        var histogram = meter.CreateHistogram("voxie.test.wait", "ms", "Wait", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [10, 100] });
        histogram.Record(5);
        histogram.Record(50);
        histogram.Record(500);
        _ = exporter.Write();
        var text = exporter.Write();
        Assert.Contains("# HELP voxie_test_calls_total Calls in all\n# TYPE voxie_test_calls_total counter\nvoxie_test_calls_total{end_code=\"a\\\"b\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("\nvoxie_test_level 3\n", text, StringComparison.Ordinal);
        Assert.Contains("\nvoxie_test_gauge 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("\nvoxie_test_seen_total 7\n", text, StringComparison.Ordinal);
        Assert.Contains("""
            voxie_test_wait_milliseconds_bucket{le="10"} 1
            voxie_test_wait_milliseconds_bucket{le="100"} 2
            voxie_test_wait_milliseconds_bucket{le="+Inf"} 3
            voxie_test_wait_milliseconds_sum 555
            voxie_test_wait_milliseconds_count 3
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_never_repeats_does_not_fill_the_memory()
    {
        using var exporter = new PrometheusExporter();
        using var meter = new Meter("Voxie.Test." + nameof(A_label_that_never_repeats_does_not_fill_the_memory));
        var counter = meter.CreateCounter<long>("voxie.test.flood");
        for (var n = 0; n < 5000; n++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", n));
        }
        var lines = exporter.Write().Split('\n').Where(line => line.StartsWith("voxie_test_flood_total", StringComparison.Ordinal)).ToList();
        Assert.Equal(501, lines.Count);
        Assert.Contains("voxie_test_flood_total 4500", lines);
    }
}
