using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Which words stand for one another (see <c>Lexicon.Groups.cs</c>). Keys are stems, phrases their stems joined by underscores.</summary>
internal static partial class Lexicon
{
    private const double Synonym = 0.8;
    private const double Neighbour = 0.45;
    private const double ToKind = 0.7;
    private const double ToMember = 0.4;

    private sealed record Group(string[] Keys, bool Asks, double Strength);

    private static readonly FrozenDictionary<string, Group[]> ByKey = Load();

    private static readonly FrozenSet<string> PhraseKeys = ByKey.Keys.Where(static key => key.Contains('_', StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AskingKeys = ByKey
        .Where(static pair => pair.Value.Any(static group => group.Asks) && pair.Value.All(static group => group.Asks || group.Strength < Synonym))
        .Select(static pair => pair.Key).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> BySound = ByKey.Keys.Where(static key => key.Length >= 5 && char.IsAsciiLetter(key[0]) && !key.Contains('_', StringComparison.Ordinal))
        .GroupBy(Sounds.Key, StringComparer.Ordinal).ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Words of ours that an unknown one may be another spelling of.</summary>
    public static IEnumerable<string> SoundingLike(string key) =>
        BySound.GetValueOrDefault(Sounds.Key(key), []).Where(known => Sounds.Likeness(key, known) >= Sounds.Same);

    /// <summary>The stem is an everyday word we know, so hardly a mishearing of another.</summary>
    public static bool Knows(string key) => ByKey.ContainsKey(key) || Kinds.Holds(key);

    public static bool IsPhrase(string key) => PhraseKeys.Contains(key);

    /// <summary>The word says what kind of answer is wanted, and nothing about the topic.</summary>
    public static bool Asks(string key) => AskingKeys.Contains(key);

    /// <summary>The kind of answer that an asking word wants ("@money"); null: none that a text could be searched for.</summary>
    public static string? Wants(string key) =>
        ByKey.TryGetValue(key, out var groups) ? groups.Where(static group => group.Asks).SelectMany(static group => group.Keys).FirstOrDefault(static other => other[0] == '@') : null;

    /// <summary>It asks ("when", "how long", "price"), where "on Monday" is only a circumstance.</summary>
    public static bool IsInterrogative(string key) =>
        key is "when" or "where" or "who" or "whom" || key.StartsWith("how_", StringComparison.Ordinal) || key.StartsWith("what_", StringComparison.Ordinal) || Wants(key) == "@money";

    /// <summary>Other keys for the same thing, each with how well it stands in (0 to 1).</summary>
    public static IEnumerable<KeyValuePair<string, double>> Related(string key)
    {
        foreach (var kind in Kinds.Of(key))
            yield return new(kind, ToKind);
        foreach (var member in Kinds.Members(key))
            yield return new(member, ToMember);
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
        foreach (var line in (Groups + '\n' + Trades).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
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
