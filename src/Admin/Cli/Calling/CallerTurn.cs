namespace Voxie.Admin.Cli.Calling;

/// <summary>One thing the test caller says: mono PCM16 at the leg's rate.</summary>
/// <param name="Name">For the report: the file's name.</param>
/// <param name="SpeechFrom">First sample of it that is not silence.</param>
/// <param name="SpeechTo">One past the last sample of it that is not silence.</param>
internal sealed record CallerTurn(string Name, short[] Samples, int SpeechFrom, int SpeechTo)
{
    // Quiet enough for line noise and the tail of a word, loud enough for a soft voice.
    internal const double SpeechDbfs = -45;

    public static CallerTurn From(string name, short[] samples, int rateHz)
    {
        var block = rateHz / 100;
        int from = samples.Length, to = 0;
        for (var at = 0; at < samples.Length; at += block)
        {
            var end = Math.Min(at + block, samples.Length);
            if (Pipeline.Audio.PcmMath.Dbfs(samples.AsSpan(at..end)) < SpeechDbfs) continue;
            from = Math.Min(from, at);
            to = end;
        }
        return new CallerTurn(name, samples, Math.Min(from, to), to);
    }
}
