namespace Voxie.Pipeline.Speaking;

/// <summary>Which words of a sentence the caller heard before it was cut. Pure.</summary>
internal static class HeardText
{
    /// <summary>A phone voice says about 15 letters a second: only for a sentence whose length is not known yet.</summary>
    private const double LettersPerSecond = 15;

    /// <param name="written">The sentence as written.</param>
    /// <param name="spoken">The sentence as the voice was given it: "$5" is two words there.</param>
    /// <param name="words">The words' times as far as the voice told them, in order; empty when it tells none.</param>
    /// <param name="heard">Audio of the sentence that was played.</param>
    /// <param name="total">All its audio; null while it is being made.</param>
    /// <returns>The written words heard at least by half, from the start; empty for none.</returns>
    public static string Of(string written, string spoken, IReadOnlyList<(TimeSpan Start, TimeSpan End)> words, TimeSpan heard, TimeSpan? total)
    {
        if (heard <= TimeSpan.Zero) return "";
        var heardWords = words.Count > 0 ? CountByTimes(words, heard) : CountByLength(Split(spoken), heard, total);
        return Written(Split(written), heardWords);
    }

    private static int CountByTimes(IReadOnlyList<(TimeSpan Start, TimeSpan End)> words, TimeSpan heard) =>
        words.TakeWhile(word => word.Start + (word.End - word.Start) / 2 <= heard).Count();

    private static int CountByLength(string[] words, TimeSpan heard, TimeSpan? total)
    {
        var letters = words.Sum(word => word.Length + 1);
        var seconds = total?.TotalSeconds ?? Math.Max(letters / LettersPerSecond, heard.TotalSeconds);
        var reached = letters * Math.Min(1, heard.TotalSeconds / seconds);
        var count = 0;
        for (var at = 0.0; count < words.Length && at + (words[count].Length + 1) / 2.0 <= reached; count++) at += words[count].Length + 1;
        return count;
    }

    /// <summary>As many written words as have no more spoken ones than were heard: "6 pm" is three, and half of it is "6".</summary>
    private static string Written(string[] words, int heardWords)
    {
        var heard = "";
        for (var count = 1; count <= words.Length; count++)
        {
            var prefix = string.Join(' ', words.Take(count));
            if (Split(SpokenText.ForVoice(prefix)).Length > heardWords) break;
            heard = prefix;
        }
        return heard;
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
