using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Admin.Cli.Calling;

/// <summary>Recognises a recording locally, one line per stretch of speech.</summary>
internal static class HeardTranscript
{
    // A pause that long divides what was heard into lines.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <exception cref="ModelFileMissingException">A speech model is not there.</exception>
    public static async Task<IReadOnlyList<string>> OfAsync(short[] heard, int rateHz, string modelsFolder, TimeProvider time, CancellationToken cancellation)
    {
        using var pool = new SpeechPool(time, threads: 1);
        using var speech = new LocalSpeech(new LocalModels(modelsFolder), pool, time);
        await using var session = await speech.SpeechToText.OpenAsync(new SpeechToTextRequest(rateHz), cancellation);
        var lines = new List<string>();
        var segment = 0;
        foreach (var (from, to) in Stretches(heard, rateHz))
        {
            session.Write(heard.AsMemory(from..to));
            session.Flush(++segment, final: true);
            var update = await session.Updates.ReadAsync(cancellation);
            if (update.Text.Length > 0) lines.Add(update.Text);
        }
        return lines;
    }

    /// <summary>Stretches of speech with a little room on both sides.</summary>
    internal static IEnumerable<(int From, int To)> Stretches(short[] heard, int rateHz)
    {
        var block = rateHz / 50;
        var pause = (int)(Pause.TotalSeconds * rateHz);
        var room = rateHz / 5;
        int from = -1, last = 0;
        for (var at = 0; at + block <= heard.Length; at += block)
        {
            var loud = PcmMath.Dbfs(heard.AsSpan(at, block)) > CallerTurn.SpeechDbfs;
            if (loud)
            {
                if (from < 0) from = at;
                last = at + block;
            }
            if (from >= 0 && (at - last >= pause || at + 2 * block > heard.Length))
            {
                if (last - from >= Shortest.TotalSeconds * rateHz) yield return (Math.Max(0, from - room), Math.Min(heard.Length, last + room));
                from = -1;
            }
        }
    }
}
