using System.Text;

namespace Voxie.Pipeline.Providers.Local.Dittli;

/// <summary>
/// English text as ARPAbet phones and punctuation. A word is looked up whole, then in parts, then guessed from its letters. Numbers
/// should have been written out before; digits left over are read one by one. Immutable.
/// </summary>
/// <param name="find">Phones of an upper-case word, or null.</param>
/// <param name="guess">Phones of a lower-case word that nobody knows.</param>
internal sealed class EnglishPronunciation(Func<string, string[]?> find, Func<string, string[]> guess)
{
    private static readonly string[] Digits = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];

    // The letters of Latin-1 from U+00C0 on. (String.Normalize takes nothing apart when globalization is invariant.)
    private const char FirstAccented = 'À';
    private const string Unaccented = "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo ouuuuyty";

    /// <summary>A run of capitals this long that is a word is shouted, not spelled out.</summary>
    private const int ShortestShout = 4;

    /// <summary>Phones in order; punctuation that makes a pause stands among them as <c>,</c> <c>.</c> <c>!</c> <c>?</c> or <c>…</c>.</summary>
    public IReadOnlyList<string> Pronounce(string text)
    {
        var phones = new List<string>();
        var word = new StringBuilder();
        var plain = Plain(text);
        for (var i = 0; i <= plain.Length; i++)
        {
            var c = i < plain.Length ? plain[i] : ' ';
            if (char.IsAsciiLetterOrDigit(c) || (c is '\'' or '-' && word.Length > 0 && i + 1 < plain.Length && char.IsAsciiLetterOrDigit(plain[i + 1])))
            {
                word.Append(c);
                continue;
            }
            if (word.Length > 0) phones.AddRange(IsSpelledA(plain, i - word.Length, i) ? Letter('A') : Word(word.ToString()));
            word.Clear();
            if (Pause(c) is { } pause && phones.Count > 0) phones.Add(pause);
        }
        return phones;
    }

    /// <summary>"A" beside another lone capital is a letter ("eight thirty A M"), not the article.</summary>
    private static bool IsSpelledA(string text, int start, int end) =>
        end - start == 1 && text[start] == 'A' && (IsLoneCapital(text, start - 2) || IsLoneCapital(text, end + 1));

    private static bool IsLoneCapital(string text, int at) =>
        at >= 0 && at < text.Length && char.IsAsciiLetterUpper(text[at])
        && (at == 0 || text[at - 1] == ' ') && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]));

    private IEnumerable<string> Word(string word)
    {
        var capitals = word.All(char.IsAsciiLetterUpper) && word.Length > 1;
        var upper = word.ToUpperInvariant();
        if ((!capitals || word.Length >= ShortestShout) && find(upper) is { } whole) return whole;
        if (capitals) return word.SelectMany(Letter);
        if (word.Contains('-', StringComparison.Ordinal)) return word.Split('-', StringSplitOptions.RemoveEmptyEntries).SelectMany(Word);
        if (word.Any(char.IsAsciiDigit)) return Mixed(word);
        var apostrophe = word.LastIndexOf('\'');
        return apostrophe > 0 ? Owned(word[..apostrophe], upper[(apostrophe + 1)..]) : guess(word.ToLowerInvariant());
    }

    /// <summary>"caller's" when only "caller" is known.</summary>
    private IEnumerable<string> Owned(string stem, string ending)
    {
        string[] phones = [.. Word(stem)];
        if (ending != "S") return ending.Length == 0 ? phones : [.. phones, .. Word(ending.ToLowerInvariant())];
        string[] s = phones is [] ? ["Z"] : phones[^1] switch
        {
            "S" or "Z" or "SH" or "ZH" or "CH" or "JH" => ["IH0", "Z"],
            "P" or "T" or "K" or "F" or "TH" => ["S"],
            _ => ["Z"],
        };
        return [.. phones, .. s];
    }

    /// <summary>"room42b": letters as a word, digits one by one.</summary>
    private IEnumerable<string> Mixed(string word)
    {
        for (var i = 0; i < word.Length;)
        {
            var end = i + 1;
            if (char.IsAsciiDigit(word[i]))
            {
                foreach (var phone in Word(Digits[word[i] - '0'].ToLowerInvariant())) yield return phone;
            }
            else
            {
                while (end < word.Length && !char.IsAsciiDigit(word[end])) end++;
                foreach (var phone in Word(word[i..end].Trim('\''))) yield return phone;
            }
            i = end;
        }
    }

    // The dictionary's "A" is the article.
    private string[] Letter(char letter) => letter == 'A' ? ["EY1"] : find(letter.ToString()) ?? guess(char.ToLowerInvariant(letter).ToString());

    private static string? Pause(char c) => c switch
    {
        '.' or '!' or '?' or ',' or '…' => c.ToString(),
        ';' or ':' or '—' or '–' => ",",
        '\n' => ".",
        _ => null,
    };

    /// <summary>Letters without their accents, and one kind of apostrophe.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '’' or '‘' or '`') plain.Append('\'');
            else if (c >= FirstAccented && c - FirstAccented < Unaccented.Length) plain.Append(Unaccented[c - FirstAccented]);
            else plain.Append(c);
        }
        return plain.ToString();
    }
}
