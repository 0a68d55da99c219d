using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Which words stand for one another (see <c>Lexicon.Groups.cs</c>). Keys are stems, phrases their stems joined by underscores.</summary>
internal static partial class Lexicon
{
    private const double Synonym = 0.8;
    private const double Neighbour = 0.45;

    private sealed record Group(string[] Keys, bool Asks, double Strength);

    private static readonly FrozenDictionary<string, Group[]> ByKey = Load();

    private static readonly FrozenSet<string> PhraseKeys = ByKey.Keys.Where(static key => key.Contains('_', StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AskingKeys = ByKey
        .Where(static pair => pair.Value.Any(static group => group.Asks) && pair.Value.All(static group => group.Asks || group.Strength < Synonym))
        .Select(static pair => pair.Key).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The stem is an everyday word we know, so hardly a mishearing of another.</summary>
    public static bool Knows(string key) => ByKey.ContainsKey(key);

    public static bool IsPhrase(string key) => PhraseKeys.Contains(key);

    /// <summary>The word says what kind of answer is wanted, and nothing about the topic.</summary>
    public static bool Asks(string key) => AskingKeys.Contains(key);

    /// <summary>Other keys for the same thing, each with how well it stands in (0 to 1).</summary>
    public static IEnumerable<KeyValuePair<string, double>> Related(string key)
    {
        if (!ByKey.TryGetValue(key, out var groups))
            yield break;
        foreach (var group in groups)
        {
            foreach (var other in group.Keys)
            {
                if (other != key)
                    yield return new(other, group.Strength);
            }
        }
    }

    private static FrozenDictionary<string, Group[]> Load()
    {
        var byKey = new Dictionary<string, List<Group>>(StringComparer.Ordinal);
        foreach (var line in Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var mark = words[0] is "!" or "~" ? words[0] : "";
            var keys = words.Skip(mark.Length).Select(Key).Distinct(StringComparer.Ordinal).ToArray();
            var group = new Group(keys, mark == "!", mark == "~" ? Neighbour : Synonym);
            foreach (var key in keys)
            {
                if (!byKey.TryGetValue(key, out var groups))
                    byKey[key] = groups = [];
                groups.Add(group);
            }
        }
        return byKey.ToFrozenDictionary(static pair => pair.Key, static pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    private static string Key(string word) =>
        word.StartsWith('@') ? word : string.Join('_', word.Split('_').Select(static part => Stemmer.Stem(part.Replace("'", "", StringComparison.Ordinal))));
}
