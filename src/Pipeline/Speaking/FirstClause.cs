namespace Voxie.Pipeline.Speaking;

/// <summary>
/// Where the first sentence of an answer may be divided: a voice gives no audio before it has done all of what it was asked for,
/// so a long first sentence is felt as waiting. Pure.
/// </summary>
internal static class FirstClause
{
    private const int LeastWordsBefore = 4;
    private const int LeastWordsAfter = 3;

    /// <returns>The sentence in two, cut behind its first comma or semicolon with enough words on both sides; or whole and an empty rest.</returns>
    public static (string Head, string Tail) Split(string sentence)
    {
        var words = 1;
        for (var at = 1; at < sentence.Length; at++)
        {
            if (!char.IsWhiteSpace(sentence[at])) continue;
            if (sentence[at - 1] is ',' or ';' && words >= LeastWordsBefore && WordsIn(sentence.AsSpan(at)) >= LeastWordsAfter)
                return (sentence[..at], sentence[at..].TrimStart());
            if (!char.IsWhiteSpace(sentence[at - 1])) words++;
        }
        return (sentence, "");
    }

    private static int WordsIn(ReadOnlySpan<char> text)
    {
        var words = 0;
        foreach (var range in text.Split(' ')) words += text[range].IsWhiteSpace() ? 0 : 1;
        return words;
    }
}
