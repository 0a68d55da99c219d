using System.Diagnostics.Metrics;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>How busy local speech is, so that an operator sees why a call was answered 503.</summary>
internal sealed class SpeechMetrics : IDisposable
{
    private readonly Meter _meter = new("Voxie.Speech");

    public SpeechMetrics(SpeechPool pool, ConversationAdmission admission)
    {
        _meter.CreateObservableGauge("voxie.speech.waiting", () => pool.Load().Waiting, "{work}", "Speech work that waits for a thread");
        _meter.CreateObservableGauge("voxie.speech.busy_threads", () => pool.Load().BusyThreads, "{thread}", "Speech threads busy, mean of the last 10 s");
        _meter.CreateObservableGauge("voxie.speech.longest_wait", () => pool.Load().LongestWait.TotalSeconds, "s", "Longest wait for a speech thread in the last 10 s");
        _meter.CreateObservableGauge("voxie.speech.expected_wait", () => Math.Min(admission.ExpectedWait().TotalSeconds, 3600), "s",
            "Expected wait with one more caller (3600: without end)");
    }

    public void Dispose() => _meter.Dispose();
}
