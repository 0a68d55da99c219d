using System.Collections.Frozen;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>
/// Recognises intents by their examples. Words of the utterance and of an example are compared as sets, weighted by rarity among all
/// examples. An utterance that says more than the example is not it: "no" is no refusal in
/// "no, what are your prices?". Pure; safe to share.
/// </summary>
internal sealed class IntentMatcher
{
    private const double Threshold = 0.7;
    private const double Clear = 0.9;
    private const double UnknownWordWeight = 3;

    private static readonly FrozenSet<string> Fillers =
        "um uh er hmm hm well oh so ah please just actually really then now okay ok alright like hey there and the a an".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> QuestionWords = "what which how when where why who whose".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private sealed record Example(string Intent, string[] Words, bool Open);

    private readonly List<Example> _examples = [];
    private readonly FrozenDictionary<string, double> _rarity;

    public IntentMatcher(IReadOnlyDictionary<string, FlowIntent> intents)
    {
        foreach (var (name, intent) in intents)
        {
            foreach (var example in intent.Examples)
                _examples.Add(new Example(name, Words(example), example.EndsWith("...", StringComparison.Ordinal)));
        }
        _rarity = _examples.SelectMany(static example => example.Words.Distinct(StringComparer.Ordinal)).GroupBy(static word => word, StringComparer.Ordinal)
            .ToFrozenDictionary(static group => group.Key, group => 0.4 + Math.Log(1 + (_examples.Count / (2.0 * group.Count()))) / 3, StringComparer.Ordinal);
    }

    /// <summary>The best of the <paramref name="allowed"/> intents; null: none is meant.</summary>
    public string? Match(string text, IReadOnlySet<string> allowed) => Match(text, allowed, out _);

    /// <param name="clear">The words are an example's, or nearly; otherwise they only resemble one.</param>
    public string? Match(string text, IReadOnlySet<string> allowed, out bool clear)
    {
        clear = false;
        var said = Words(text);
        if (said.Length == 0)
            return null;
        var best = Threshold;
        string? intent = null;
        foreach (var example in _examples)
        {
            if (!allowed.Contains(example.Intent))
                continue;
            var score = Likeness(said, example);
            if (score > best || (score == best && intent is null))
                (best, intent) = (score, example.Intent);
        }
        clear = best >= Clear;
        return intent;
    }

    private double Likeness(string[] said, Example example)
    {
        if (example.Words.Length == 0)
            return 0;
        if (example.Open)
            return StartsInside(said, example.Words) ? 0.9 : 0;
        double common = 0, inSaid = 0, inExample = 0;
        foreach (var word in said.Distinct(StringComparer.Ordinal))
        {
            var weight = _rarity.GetValueOrDefault(word, UnknownWordWeight);
            inSaid += weight;
            if (example.Words.Contains(word, StringComparer.Ordinal))
                common += weight;
        }
        foreach (var word in example.Words.Distinct(StringComparer.Ordinal))
            inExample += _rarity[word];
        return 2 * common / (inSaid + inExample);
    }

    /// <summary>
    /// The opening words stand in this order, side by side, near the start of what was said; what stands before them asks nothing
    /// itself: "which days can I talk to the doctor" is about days.
    /// </summary>
    private static bool StartsInside(string[] said, string[] opening)
    {
        for (var at = 0; at <= Math.Min(4, said.Length - opening.Length - 1); at++)
        {
            if (said.AsSpan(at, opening.Length).SequenceEqual(opening))
                return true;
            if (QuestionWords.Contains(said[at]))
                return false;
        }
        return false;
    }

    /// <summary>Stems of a text's words, without those that say nothing.</summary>
    internal static string[] Words(string text)
    {
        var tokens = Tokens.Of(text);
        var words = tokens.Where(static token => !Fillers.Contains(token)).Select(Stemmer.Stem).ToArray();
        return words.Length > 0 ? words : [.. tokens.Select(Stemmer.Stem)];
    }
}
