using System.Diagnostics;
using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.SpeechToText;
using Voxie.Pipeline.Tests.Knowledge;
using Voxie.TestKit;

namespace Voxie.Benchmarks;

/// <summary>All human sentences through 8 kHz mu-law into the local recogniser, by the seam that a call uses.</summary>
internal static class RecognitionAccuracy
{
    public static async Task<int> RunAsync(bool showMisses, bool expecting)
    {
        if ((SpeechModels.Missing ?? HumanPrompts.Missing) is { } missing)
        {
            Console.WriteLine(missing);
            return 1;
        }
        var pool = new DirectSpeechPool();
        using var speech = new LocalSpeech(new LocalModels(SpeechModels.Folder!), pool, TimeProvider.System);
        await speech.WarmAsync(null, CancellationToken.None);
        await using var session = await speech.SpeechToText.OpenAsync(new SpeechToTextRequest(8000) { Words = expecting ? AgentWords.Of(ReceptionDesk.Profile) : [] }, CancellationToken.None);

        var prompts = HumanPrompts.Sentences();
        var total = default(WordErrorRate);
        var (exact, seconds, watch, early) = (0, 0.0, Stopwatch.StartNew(), 0L);
        var before = Environment.CpuUsage.TotalTime;
        foreach (var (segment, prompt) in prompts.Index())
        {
            session.Write(TelephoneChannel.Pass(prompt.Read(), 8000));
            session.Flush(segment, final: true);
            var heard = await session.Updates.ReadAsync();
            if (segment == prompts.Count / 4) early = Environment.WorkingSet;
            var rate = WordErrorRate.Measure(prompt.Text, heard.Text);
            total += rate;
            seconds += prompt.Seconds;
            if (rate.Errors == 0) exact++;
            else if (showMisses) Console.WriteLine($"{rate.Errors} {prompt.Name}\n    said  {prompt.Text}\n    heard {heard.Text}");
        }
        Console.WriteLine($"{prompts.Count} prompts, {seconds:F0} s, {total.Words} words: {total.Errors} errors, WER {total.Rate:P2}, " +
            $"{(double)exact / prompts.Count:P0} exact, {watch.Elapsed.TotalSeconds / seconds:F3} s (of processor time {(Environment.CpuUsage.TotalTime - before).TotalSeconds / seconds:F3}) per second of speech, " +
            $"{early / 1_000_000} MB resident after a quarter of them, {Environment.WorkingSet / 1_000_000} MB at the end");
        return 0;
    }
}
