namespace Voxie.Pipeline.Speaking;

/// <summary>Which words of a sentence the caller heard before it was cut. Pure.</summary>
internal static class HeardText
{
    /// <summary>A phone voice says about 15 letters a second: only for a sentence whose length is not known yet.</summary>
    private const double LettersPerSecond = 15;

    /// <param name="written">The sentence as written.</param>
    /// <param name="spokenWords">How many words the voice was given for it ("$5" is two).</param>
    /// <param name="words">The words' times as far as the voice told them, in order; empty when it tells none.</param>
    /// <param name="heard">Audio of the sentence that was played.</param>
    /// <param name="total">All its audio; null while it is being made.</param>
    /// <returns>The words heard at least by half, from the start; empty for none.</returns>
    public static string Of(string written, int spokenWords, IReadOnlyList<(TimeSpan Start, TimeSpan End)> words, TimeSpan heard, TimeSpan? total)
    {
        var parts = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (heard <= TimeSpan.Zero || parts.Length == 0) return "";
        var count = words.Count > 0 && spokenWords > 0 ? ByWords(parts.Length, spokenWords, words, heard) : ByLength(parts, heard, total);
        return string.Join(' ', parts.Take(count));
    }

    private static int ByWords(int writtenWords, int spokenWords, IReadOnlyList<(TimeSpan Start, TimeSpan End)> words, TimeSpan heard)
    {
        var count = words.TakeWhile(word => word.Start + (word.End - word.Start) / 2 <= heard).Count();
        // Rounded: numbers make more words spoken than written, and nothing says which belong together.
        return (2 * Math.Min(count, spokenWords) * writtenWords + spokenWords) / (2 * spokenWords);
    }

    private static int ByLength(string[] parts, TimeSpan heard, TimeSpan? total)
    {
        var letters = parts.Sum(part => part.Length + 1);
        var seconds = total?.TotalSeconds ?? Math.Max(letters / LettersPerSecond, heard.TotalSeconds);
        var reached = seconds <= 0 ? 0 : letters * Math.Min(1, heard.TotalSeconds / seconds);
        var count = 0;
        for (var at = 0.0; count < parts.Length && at + (parts[count].Length + 1) / 2.0 <= reached; count++) at += parts[count].Length + 1;
        return count;
    }
}
