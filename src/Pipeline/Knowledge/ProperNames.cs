using System.Text.RegularExpressions;
using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Everyday words that stand in an entry only as part of a name ("Elm Park", "City Hospital"), with the other words of the name.</summary>
internal static partial class ProperNames
{
    public static IReadOnlyDictionary<string, string[]> Of(KnowledgeEntry entry)
    {
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (Match match in Name().Matches(entry.Text))
        {
            var words = match.Value.Split(' ').Where(static word => !StopWords.IsStop(word.ToLowerInvariant())).ToArray();
            foreach (var word in words.Where(_ => words.Length > 1))
            {
                var plain = word.ToLowerInvariant();
                var key = Stemmer.Stem(plain);
                var alsoPlain = entry.Text.Contains(plain, StringComparison.Ordinal) || entry.Title.Contains(plain, StringComparison.OrdinalIgnoreCase);
                if (Lexicon.Knows(key) && !alsoPlain)
                    names[key] = [.. words.Where(other => other != word).Select(static other => Stemmer.Stem(other.ToLowerInvariant()))];
            }
        }
        return names;
    }

    /// <summary>Stems that stand in the text only with a capital inside a sentence: names of people, places and houses.</summary>
    public static IReadOnlySet<string> WordsOf(KnowledgeEntry entry)
    {
        var lower = entry.Text.Split((char[])[' ', ',', '.', ';', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(static word => char.IsLower(word[0])).ToHashSet(StringComparer.Ordinal);
        var parts = Name().Matches(entry.Text).SelectMany(static match => match.Value.ToLowerInvariant().Split(' ')).ToHashSet(StringComparer.Ordinal);
        return Capital().Matches(entry.Text).Select(static match => match.Value.ToLowerInvariant())
            .Where(word => !lower.Contains(word) && word != "doctor" && !entry.Title.Contains(word, StringComparison.OrdinalIgnoreCase))
            // "Pilates" is written like a name.
            .Where(word => parts.Contains(word) || !Lexicon.Knows(Stemmer.Stem(word))).Select(Stemmer.Stem).ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?<=[\p{L}\d,] )\p{Lu}\p{Ll}+")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+")]
    private static partial Regex Name();
}
