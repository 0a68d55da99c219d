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

    [GeneratedRegex(@"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+")]
    private static partial Regex Name();
}
