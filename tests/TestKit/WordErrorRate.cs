using System.Globalization;
using System.Text;

namespace Voxie.TestKit;

/// <summary>
/// How far a recognised text is from what was said: insertions, deletions and substitutions of words, over the words said.
/// Case, punctuation, contractions, figures or words, and where a compound is parted ("voice mail", "voicemail") make no difference.
/// </summary>
/// <param name="Errors">Least number of word edits.</param>
/// <param name="Words">Words said.</param>
public readonly record struct WordErrorRate(int Errors, int Words)
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<char, string> Signs = new() { ['$'] = "dollars", ['%'] = "percent", ['*'] = "star", ['#'] = "pound", ['&'] = "and" };

    /// <summary>What an apostrophe stands for at the end of any word; "is" only after those that do not own things.</summary>
    private static readonly (string Short, string Word)[] Contractions =
        [("n't", "not"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would")];

    private static readonly string[] BeforeIs = ["it", "that", "what", "there", "here", "he", "she", "who", "where"];

    /// <summary>0 is perfect; may exceed 1.</summary>
    public double Rate => Words == 0 ? (Errors == 0 ? 0 : 1) : (double)Errors / Words;

    public static WordErrorRate operator +(WordErrorRate left, WordErrorRate right) => left.Add(right);

    public WordErrorRate Add(WordErrorRate other) => new(Errors + other.Errors, Words + other.Words);

    public static WordErrorRate Measure(string said, string heard)
    {
        // "911" may have been spoken as a number or digit by digit, and the hearer may write either.
        var best = Compare(said, heard, false, false);
        if (!(said + heard).Any(char.IsAsciiDigit)) return best;
        foreach (var (saidDigits, heardDigits) in ((bool, bool)[])[(true, true), (true, false), (false, true)])
        {
            var other = Compare(said, heard, saidDigits, heardDigits);
            if (other.Errors < best.Errors) best = other;
        }
        return best;
    }

    /// <summary>The bare words of a text. What stands in square brackets is a remark and no speech.</summary>
    /// <param name="digitByDigit">Reads every figure digit by digit; else numbers of up to three digits as numbers.</param>
    public static IReadOnlyList<string> Normalise(string text, bool digitByDigit = false)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var remark = false;
        foreach (var c in text.ToLowerInvariant() + " ")
        {
            remark = c == '[' || (remark && c != ']');
            // A group separator inside a number is not spoken.
            if (c == ',' && word.Length > 0 && char.IsAsciiDigit(word[^1])) continue;
            if (!remark && (char.IsLetterOrDigit(c) || (c == '\'' && word.Length > 0)))
            {
                if (word.Length > 0 && char.IsAsciiDigit(word[^1]) && !char.IsAsciiDigit(c) && !IsOrdinalEnding(c)) Take(word, words, digitByDigit);
                word.Append(c);
                continue;
            }
            Take(word, words, digitByDigit);
            if (Signs.TryGetValue(c, out var sign)) words.Add(sign);
        }
        return words;
    }

    private static WordErrorRate Compare(string said, string heard, bool saidDigitByDigit, bool heardDigitByDigit)
    {
        var reference = Normalise(said, saidDigitByDigit);
        return new WordErrorRate(Distance(reference, Normalise(heard, heardDigitByDigit)), reference.Count);
    }

    private static bool IsOrdinalEnding(char c) => c is 's' or 'n' or 'r' or 't' or 'd' or 'h';

    private static void Take(StringBuilder pending, List<string> words, bool digitByDigit)
    {
        var word = pending.ToString().Trim('\'');
        pending.Clear();
        if (word.Length == 0) return;
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == word.Length) words.AddRange(Spell(word, digitByDigit));
        else if (word == "ok") words.Add("okay");
        else words.AddRange(Expand(word));
    }

    /// <summary>"you're" is "you are" and "party's" is "partys".</summary>
    private static string[] Expand(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal) && BeforeIs.Contains(word[..^2])) return [word[..^2], "is"];
        foreach (var (end, meant) in Contractions)
        {
            if (word.EndsWith(end, StringComparison.Ordinal) && word.Length > end.Length) return [word[..^end.Length], meant];
        }
        return [word.Replace("'", "", StringComparison.Ordinal)];
    }

    /// <summary>Up to three digits are a number, more are read one by one.</summary>
    private static IEnumerable<string> Spell(string digits, bool digitByDigit)
    {
        if (digitByDigit || digits.Length > 3 || (digits.Length > 1 && digits[0] == '0')) return digits.Select(d => Small[d - '0']);
        return SpellNumber(int.Parse(digits, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> SpellNumber(int number)
    {
        if (number >= 100)
        {
            yield return Small[number / 100];
            yield return "hundred";
            number %= 100;
            if (number == 0) yield break;
        }
        if (number >= 20)
        {
            yield return Tens[number / 10];
            number %= 10;
            if (number == 0) yield break;
        }
        yield return Small[number];
    }

    /// <summary>Edit distance in which two words on one side that are one on the other match.</summary>
    private static int Distance(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var cost = new int[said.Count + 1, heard.Count + 1];
        for (var i = 0; i <= said.Count; i++)
        {
            for (var j = 0; j <= heard.Count; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }
                var best = cost[i - 1, j - 1] + (said[i - 1] == heard[j - 1] ? 0 : 1);
                best = Math.Min(best, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && said[i - 2] + said[i - 1] == heard[j - 1]) best = Math.Min(best, cost[i - 2, j - 1]);
                if (j > 1 && heard[j - 2] + heard[j - 1] == said[i - 1]) best = Math.Min(best, cost[i - 1, j - 2]);
                cost[i, j] = best;
            }
        }
        return cost[said.Count, heard.Count];
    }
}
