using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Breaks text into lower-case words: contractions opened, possessives and accents dropped, number words as digits, hyphens apart.</summary>
internal static partial class Tokens
{
    private static readonly FrozenDictionary<string, string> Contractions = """
        can't:can|not won't:will|not shan't:shall|not ain't:is|not let's:let|us y'all:you gonna:going|to wanna:want|to gotta:have|to gimme:give|me
        lemme:let|me kinda:kind|of cannot:can|not whats:what|is wheres:where|is hows:how|is dont:do|not doesnt:does|not isnt:is|not im:i|am
        u:you ur:your r:are ya:you whos:who|is theres:there|is thats:that|is its:it|is pls:please plz:please thx:thanks hiya:hello outta:out|of dunno:do|not|know
        arent:are|not isn:is cant:can|not wont:will|not checkup:check|up checkups:check|up ok:okay o'clock:oclock ma'am:madam
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split(':'))
        .ToFrozenDictionary(static pair => pair[0], static pair => pair[1].Replace('|', ' '), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> NumberWords = """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(static (word, value) => (word, value.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .Concat([("thirty", "30"), ("forty", "40"), ("fifty", "50"), ("sixty", "60"), ("seventy", "70"), ("eighty", "80"), ("ninety", "90"), ("hundred", "100")])
        .ToFrozenDictionary(static pair => pair.Item1, static pair => pair.Item2, StringComparer.Ordinal);

    public static List<string> Of(string text)
    {
        var tokens = new List<string>();
        foreach (Match match in Word().Matches(text.ToLowerInvariant().Replace('\u2019', '\'')))
        {
            var word = match.Value.Trim('\'');
            if (Contractions.TryGetValue(word, out var open))
                tokens.AddRange(open.Split(' '));
            else
                Add(tokens, word);
        }
        return tokens;
    }

    private static void Add(List<string> tokens, string word)
    {
        var mark = word.IndexOf('\'', StringComparison.Ordinal);
        if (mark < 0)
        {
            if (word.Length > 0)
                tokens.Add(NumberWords.GetValueOrDefault(word, word));
            return;
        }
        var (head, tail) = (word[..mark], word[(mark + 1)..]);
        // "isn't" is "is not"; "you're" is "you are"; "it's", "where's" "is"; another 's belongs to a name or noun.
        if (tail == "t" && head.EndsWith('n'))
        {
            tokens.Add(head[..^1]);
            tokens.Add("not");
            return;
        }
        if (head.Length > 0)
            tokens.Add(head);
        var opened = tail switch { "re" => "are", "ll" => "will", "ve" => "have", "d" => "would", "m" => "am", "s" when StopWords.TakesIs(head) => "is", _ => null };
        if (opened is not null)
            tokens.Add(opened);
    }

    [GeneratedRegex(@"\d+(?:[:.,]\d+)*(?:st|nd|rd|th|am|pm)?|[\p{L}\p{M}]+(?:'\p{L}+)*")]
    private static partial Regex Word();
}
