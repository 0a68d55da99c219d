using System.Text.RegularExpressions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Reads facts out of an agent's instructions, so that an agent with no knowledge entries still answers. What tells the agent how
/// to behave ("You answer ...", "Be polite", "Never ...") is no fact for callers and stays out.
/// </summary>
internal static partial class InstructionFacts
{
    public static IReadOnlyList<KnowledgeEntry> Of(string instructions)
    {
        var facts = new List<KnowledgeEntry>();
        foreach (var line in instructions.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var sentence in Sentences(Bullet().Replace(line, "").Trim()))
            {
                if (Read(sentence) is not { } fact)
                    continue;
                // "They start at $300." speaks of the sentence before it.
                if (facts.Count > 0 && LeansBack().IsMatch(fact.Text))
                    facts[^1] = facts[^1] with { Text = $"{facts[^1].Text} {fact.Text}" };
                else
                    facts.Add(fact);
            }
        }
        return facts;
    }

    /// <summary>The sentences that say what the agent is ("You are the receptionist of ..."), as written.</summary>
    public static string Identity(string instructions) =>
        string.Join(' ', instructions.Split('\n').SelectMany(Sentences).Where(static sentence => YouAre().IsMatch(sentence)));

    /// <summary>The same and "You answer the phone of ...": whatever names the business.</summary>
    public static string Business(string instructions) =>
        string.Join(' ', instructions.Split('\n').SelectMany(Sentences).Where(static sentence => ActsFor().IsMatch(sentence)));

    private static IEnumerable<string> Sentences(string line)
    {
        var splitter = new SentenceSplitter(firstClauseWords: 0);
        foreach (var sentence in splitter.Push(line + "\n"))
            yield return sentence;
    }

    private static KnowledgeEntry? Read(string sentence)
    {
        if (IfAsked().Match(sentence) is { Success: true } asked)
            return new KnowledgeEntry(asked.Groups["topic"].Value, Capital(asked.Groups["answer"].Value));
        if (TellThem().Match(sentence) is { Success: true } told)
            return new KnowledgeEntry("", Capital(told.Groups["fact"].Value));
        if (Directive().IsMatch(sentence) || sentence.EndsWith('?') || !sentence.Contains(' ', StringComparison.Ordinal))
            return null;
        if (Labelled().Match(sentence) is { Success: true } labelled)
            return new KnowledgeEntry(labelled.Groups["label"].Value, sentence);
        return new KnowledgeEntry("", sentence);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^\s*(?:[-*•]|\d{1,2}[.)])\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^You(?: are|'re)\b", RegexOptions.IgnoreCase)]
    private static partial Regex YouAre();

    [GeneratedRegex(@"^You(?: are|'re)\b|^You (?:answer|take|handle|work|speak|represent)\b.* (?:for|of|at) ", RegexOptions.IgnoreCase)]
    private static partial Regex ActsFor();

    [GeneratedRegex(@"^(?:It|They|This|These|That|Those|He|She)\b")]
    private static partial Regex LeansBack();

    [GeneratedRegex(@"^(?:if|when|whenever)\s+(?:(?:a |the )?(?:caller|customer|client|patient|guest|someone|anyone|anybody|people|they|you)s?\s+)?(?:is |are )?(?:ask|asks|asked|asking)\s+(?:about|for|whether|if)?\s*(?<topic>[^,]+),\s*(?:please\s+)?(?:say|tell (?:them|him|her|the caller)|answer|reply|respond|explain)\s+(?:that\s+|with\s+)?[""“]?(?<answer>.+?)[""”]?$", RegexOptions.IgnoreCase)]
    private static partial Regex IfAsked();

    [GeneratedRegex(@"^(?:please\s+)?(?:tell|inform|let)\s+(?:(?:the |our |all )?(?:callers?|customers?|clients?|patients?|guests?|people|them|everyone))\s+(?:know\s+)?(?:that\s+)(?<fact>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex TellThem();

    [GeneratedRegex(@"^(?:(?:please|always|never|do not|don't|if|when|whenever|should|unless)\b|you\b|your (?:name|job|task|role|goal|purpose|tone|style|answers?)\b|(?:be|act|answer|speak|talk|keep|use|avoid|stay|remain|ask|offer|greet|help|assist|respond|reply|say|tell|make|take|give|try|remember|confirm|collect|explain|introduce|end|transfer|mention|provide|refer|limit|stick|follow|let|only|reject|refuse|apologi[sz]e|pretend)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(?<label>\p{Lu}[\p{L} /&'-]{1,40}):\s+\S")]
    private static partial Regex Labelled();
}
