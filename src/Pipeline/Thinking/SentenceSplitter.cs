using System.Collections.Frozen;
using System.Text;

namespace Voxie.Pipeline.Thinking;

/// <summary>
/// Cuts a stream of text into what can be spoken: sentences, as soon as they end. So that the first words come early, the
/// first sentence may be cut at a comma once it has <c>firstClauseWords</c> words; an endless one is cut at a comma after
/// <see cref="LongSentenceWords"/>. Pure and deterministic: how the text was chopped into deltas does not matter, except that
/// a cut needs the character behind the mark (and behind an abbreviation the next word) to be there.
/// </summary>
/// <param name="firstClauseWords">Words before a comma may end the first piece; 0: never.</param>
internal sealed class SentenceSplitter(int firstClauseWords = 6)
{
    private const int LongSentenceWords = 35;

    /// <summary>Words whose dot does not end a sentence when more follows.</summary>
    private static readonly FrozenSet<string> Abbreviated = """
        mr mrs ms dr prof rev st ave blvd rd no nr jr sr inc ltd corp co dept apt approx vs etc e.g i.e eg ie a.m p.m am pm est ext tel min max fig
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun u.s u.k
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of these the next word never begins a new sentence: a name follows.</summary>
    private static readonly FrozenSet<string> Titles =
        new[] { "mr", "mrs", "ms", "dr", "prof", "rev", "e.g", "i.e", "eg", "ie", "vs", "approx", "fig" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder _pending = new();
    private int _scanned;
    private bool _first = true;

    /// <summary>Adds text and returns what ended with it, trimmed, in order; often nothing.</summary>
    public IReadOnlyList<string> Push(string delta)
    {
        _pending.Append(delta);
        List<string>? ended = null;
        while (TryCut() is { } piece)
        {
            if (piece.Length == 0)
                continue;
            (ended ??= []).Add(piece);
            _first = false;
        }
        return ended ?? (IReadOnlyList<string>)[];
    }

    /// <summary>The stream has ended: what is left, or null.</summary>
    public string? Finish()
    {
        var rest = _pending.ToString().Trim();
        _pending.Clear();
        _scanned = 0;
        return rest.Length == 0 ? null : rest;
    }

    /// <summary>The next piece, taken out of the pending text; null: nothing has ended yet.</summary>
    private string? TryCut()
    {
        var text = _pending.ToString();
        for (var at = _scanned; at < text.Length; at++)
        {
            switch (Judge(text, at, out var end))
            {
                case Verdict.Cut:
                    _pending.Remove(0, end);
                    _scanned = 0;
                    return text[..end].Trim();
                case Verdict.NeedMore:
                    _scanned = at;
                    return null;
            }
        }
        _scanned = text.Length;
        return null;
    }

    private enum Verdict { GoOn, Cut, NeedMore }

    private Verdict Judge(string text, int at, out int end)
    {
        end = at + 1;
        switch (text[at])
        {
            case '\n':
                return Verdict.Cut;
            case '.' or '!' or '?' or '\u2026':
                return JudgeStop(text, at, ref end);
            case ',' or ';' or ':' or '\u2014':
                if (end == text.Length)
                    return MayCutClause(text, at) ? Verdict.NeedMore : Verdict.GoOn;
                return char.IsWhiteSpace(text[end]) && MayCutClause(text, at) ? Verdict.Cut : Verdict.GoOn;
            default:
                return Verdict.GoOn;
        }
    }

    private Verdict JudgeStop(string text, int at, ref int end)
    {
        // Of a run of marks the first has been judged for all.
        if (at > 0 && text[at - 1] is ('.' or '!' or '?' or '\u2026'))
            return Verdict.GoOn;
        // "?!", "...", and closing quotes or brackets belong to the end.
        while (end < text.Length && text[end] is '.' or '!' or '?' or '\u2026' or '"' or '\'' or ')' or ']' or '\u201D' or '\u2019' or '*' or '_')
            end++;
        if (end == text.Length)
            return Verdict.NeedMore;
        if (!char.IsWhiteSpace(text[end]))
            return Verdict.GoOn;
        if (text[end] == '\n')
            return Verdict.Cut;

        var doubt = Doubt(text, at, end);
        if (doubt == Doubts.None)
            return Verdict.Cut;
        if (doubt == Doubts.NoEnd)
            return Verdict.GoOn;

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (next == text.Length)
            return Verdict.NeedMore;
        return char.IsUpper(text[next]) ? Verdict.Cut : Verdict.GoOn;
    }

    private enum Doubts { None, AskNextWord, NoEnd }

    private static Doubts Doubt(string text, int at, int end)
    {
        if (text[at] is '!' or '?')
            return Doubts.None;
        if (text[at] == '\u2026' || end - at >= 3 && text[at + 1] == '.')
            return Doubts.AskNextWord;

        var start = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('(' or '"' or '*'))
            start--;
        var word = text[start..at];
        if (Titles.Contains(word))
            return Doubts.NoEnd;
        // "1." opens a list entry; "J." is an initial, unless the sentence says more before it ("plan B.").
        if (text[..start].AsSpan().Trim().Length == 0 && word.Length is > 0 and <= 2 && word.All(char.IsAsciiDigit))
            return Doubts.NoEnd;
        if (word.Length == 1 && char.IsUpper(word[0]) && word != "I")
            return PreviousIsName(text, start) ? Doubts.NoEnd : Doubts.AskNextWord;
        return Abbreviated.Contains(word) ? Doubts.AskNextWord : Doubts.None;
    }

    /// <summary>Nothing or a capitalised word stands before: the lone letter is a first or middle initial.</summary>
    private static bool PreviousIsName(string text, int start)
    {
        var before = text[..start].AsSpan().TrimEnd();
        return before.Length == 0 || char.IsUpper(before[before.LastIndexOfAny(' ', '\n') + 1]);
    }

    private bool MayCutClause(string text, int at)
    {
        var words = CountWords(text.AsSpan(0, at));
        return words >= LongSentenceWords || (_first && firstClauseWords > 0 && words >= firstClauseWords);
    }

    private static int CountWords(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inWord = false;
        foreach (var letter in text)
        {
            var isWord = char.IsLetterOrDigit(letter);
            if (isWord && !inWord)
                words++;
            inWord = !char.IsWhiteSpace(letter) && (isWord || inWord);
        }
        return words;
    }
}
