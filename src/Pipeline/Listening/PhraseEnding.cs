using System.Collections.Frozen;

namespace Voxie.Pipeline.Listening;

/// <summary>Does a transcript look as if its speaker had finished? Pure.</summary>
internal static class PhraseEnding
{
    /// <summary>
    /// Words after which more must follow. Recognisers put a full stop behind whatever they were given, so the mark alone says little.
    /// </summary>
    private static readonly FrozenSet<string> Dangling = """
        a an the and or but so because if when while that which who whose than as like
        to of for with from by at in on into about between without until since per via
        my your his her its our their this these those some any every not
        is are was were am be been i'm i'd i'll i've you're we're it's there's that's
        do does did can could would should will shall may might must have has had
        i we he she they
        um uh er erm hmm mm well also maybe perhaps actually basically
        mr mrs ms dr doctor
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of two words at the end, these finish a sentence although the last alone would not.</summary>
    private static readonly FrozenSet<string> ClosedPairs = """
        i am|it is|they are|you are|there is|i do|i did|i would|i could|i can|you can|you do|i will|i have|you have|there are|of course|i was|do not|why not|or not
        """.Trim().Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True: a mark of an end, and no word before it that calls for more.</summary>
    public static bool LooksFinished(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        if (trimmed.IsEmpty || trimmed[^1] is not ('.' or '?' or '!')) return false;
        if (trimmed.EndsWith("..") || trimmed.EndsWith("\u2026")) return false;
        // Nobody asks half a question aloud: the recogniser heard the melody.
        if (trimmed[^1] == '?') return true;

        var words = trimmed.TrimEnd(".!").ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return false;
        if (!Dangling.Contains(Bare(words[^1]))) return true;
        return words.Length > 1 && ClosedPairs.Contains($"{Bare(words[^2])} {Bare(words[^1])}");
    }

    private static string Bare(string word) => word.Trim(',', ';', ':', '"', '\'', '-');
}
