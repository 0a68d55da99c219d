using System.Diagnostics;
using Voxie.Pipeline;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.SpeechToText;
using Voxie.TestKit;

namespace Voxie.Benchmarks;

/// <summary>Every local voice says the telephone sentences; the local recogniser hears them through 8 kHz mu-law.</summary>
internal static class VoiceAccuracy
{
    public static async Task<int> RunAsync(bool showMisses)
    {
        if (SpeechModels.Missing is { } missing)
        {
            Console.WriteLine(missing);
            return 1;
        }
        var pool = new DirectSpeechPool();
        using var speech = new LocalSpeech(new LocalModels(SpeechModels.Folder!), pool, TimeProvider.System);
        await using var listener = await speech.SpeechToText.OpenAsync(new SpeechToTextRequest(8000), CancellationToken.None);
        foreach (var name in LocalVoices.Names)
        {
            await speech.WarmAsync(name, CancellationToken.None);
            var voice = speech.Voices.Choose(name);
            await using var speaker = await voice.OpenAsync(CancellationToken.None);
            var (total, busy, spoken) = (default(WordErrorRate), TimeSpan.Zero, 0.0);
            foreach (var (id, sentence) in TelephoneSentences.All.Index())
            {
                var begun = Stopwatch.GetTimestamp();
                speaker.Speak(id, sentence, isLast: true);
                var audio = ((SpeechAudio)await speaker.Updates.ReadAsync()).Audio;
                busy += Stopwatch.GetElapsedTime(begun);
                await speaker.Updates.ReadAsync();
                spoken += audio.Length / (double)voice.RateHz;

                listener.Write(TelephoneChannel.Pass(audio.Span, voice.RateHz));
                listener.Flush(id, final: true);
                var heard = await listener.Updates.ReadAsync();
                var rate = WordErrorRate.Measure(sentence, heard.Text);
                total += rate;
                if (rate.Errors > 0 && showMisses) Console.WriteLine($"    said  {sentence}\n    heard {heard.Text}");
            }
            Console.WriteLine($"{name,-12} {total.Errors} of {total.Words} words wrong ({total.Rate:P1}), {busy.TotalMilliseconds / TelephoneSentences.All.Count:F0} ms a sentence, " +
                $"{busy.TotalSeconds / spoken:F3} s per second of speech");
        }
        return 0;
    }
}
