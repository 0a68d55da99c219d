using System.Collections.Immutable;
using Voxie.Pipeline;
using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Scripted;
using Voxie.Pipeline.SpeechToText;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Benchmarks;

/// <summary>
/// Questions of a file, spoken by several voices through 8 kHz mu-law, recognised and answered by the keyless brain, without SIP and
/// real time: the share answered right, and of those that the agent cannot know the share that it refuses.
/// </summary>
internal static class Understanding
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (SpeechModels.Missing is { } missing)
        {
            Console.WriteLine(missing);
            return 1;
        }
        var voices = arguments.FirstOrDefault(static argument => argument.StartsWith("--voices=", StringComparison.Ordinal))?["--voices=".Length..].Split(',') ?? ["text", "rms", "awb", "slt", "kal", "espeak-en-us"];
        using var speech = new LocalSpeech(new LocalModels(SpeechModels.Folder!), new DirectSpeechPool(), TimeProvider.System);
        await speech.WarmAsync(null, CancellationToken.None);
        foreach (var path in arguments.Where(static argument => !argument.StartsWith('-')))
        {
            var set = AskedSet.Read(path);
            foreach (var voice in voices) await AskAsync(speech, set, voice, arguments);
        }
        return 0;
    }

    private static async Task AskAsync(LocalSpeech speech, AskedSet set, string voice, IReadOnlyList<string> arguments)
    {
        var misses = arguments.Contains("--misses");
        var brain = new ScriptedBrain(ImmutableDictionary<string, Pipeline.Agents.Flows.FlowDefinition>.Empty);
        await using var session = await speech.SpeechToText.OpenAsync(new SpeechToTextRequest(8000) { Words = arguments.Contains("--plain") ? [] : AgentWords.Of(set.Agent) }, CancellationToken.None);
        var (known, right, unknown, refused, words, busy) = (0, 0, 0, 0, default(WordErrorRate), new List<double>());
        foreach (var (segment, asked) in set.Questions.Index())
        {
            var (heard, others) = (asked.Text, (IReadOnlyList<string>)[]);
            if (voice != "text")
            {
                session.Write(CallerVoices.Say(voice, asked.Text));
                var begun = Environment.CpuUsage.TotalTime;
                session.Flush(segment, final: true);
                var update = await session.Updates.ReadAsync();
                busy.Add((Environment.CpuUsage.TotalTime - begun).TotalMilliseconds);
                if (update.Failure is { } failure) Console.WriteLine($"    not recognised in time, counted as heard: nothing ({failure.Detail})");
                (heard, others) = (update.Text, update.Alternatives);
                words += WordErrorRate.Measure(asked.Text, heard);
            }
            var said = await AnswerAsync(brain.For(set.Agent), new CallerTurn(heard) { Alternatives = arguments.Contains("--first") ? [] : others });
            var isRight = asked.IsAnsweredBy(said);
            if (asked.IsKnown) (known, right) = (known + 1, right + (isRight ? 1 : 0));
            else (unknown, refused) = (unknown + 1, refused + (isRight ? 1 : 0));
            if (misses && !isRight) Console.WriteLine($"    {(asked.IsKnown ? "known  " : "unknown")} {asked.Text}\n      heard {heard}\n      said  {said}");
        }
        busy.Sort();
        Console.WriteLine($"{set.Name,-20} {voice,-12} answered {right} of {known} ({Share(right, known)})  refused {refused} of {unknown} ({Share(refused, unknown)})  "
            + (busy.Count == 0 ? "" : $"word errors {words.Rate:P1}  processor time p50 {busy[busy.Count / 2]:F0} ms, p95 {busy[busy.Count * 95 / 100]:F0} ms"));
    }

    private static async Task<string> AnswerAsync(FlowBrain brain, CallerTurn turn)
    {
        var said = new List<string>();
        await foreach (var part in brain.ReplyAsync(turn, [], CancellationToken.None))
        {
            if (part is SayPart say) said.Add(say.Text);
        }
        return string.Join(' ', said);
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : ((double)part / whole).ToString("P1", System.Globalization.CultureInfo.InvariantCulture);
}
