using Voxie.Pipeline.Agents;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Knowledge;

/// <summary>The words that callers of an agent are likely to say: those of its knowledge and name.</summary>
internal static class AgentWords
{
    private const int Shortest = 3;

    public static IReadOnlyList<ExpectedWord> Of(AgentProfile agent)
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in agent.Knowledge)
        {
            Add(words, entry.Title, 1);
            Add(words, entry.Text, 1);
        }
        Add(words, agent.Name, 1);
        return [.. words.Select(static pair => new ExpectedWord(pair.Key, pair.Value))];
    }

    private static void Add(Dictionary<string, double> words, string text, double weight)
    {
        foreach (var token in Tokens.Of(text))
        {
            if (token.Length < Shortest || !char.IsLetter(token[0]) || StopWords.IsStop(token)) continue;
            foreach (var form in FormsOf(token)) words[form] = Math.Max(words.GetValueOrDefault(form), weight);
        }
    }

    /// <summary>Asked in the singular what is written in the plural, and so on.</summary>
    private static IEnumerable<string> FormsOf(string word)
    {
        yield return word;
        yield return word + "s";
        if (word.EndsWith('s') && word.Length > Shortest) yield return word[..^1];
    }
}
