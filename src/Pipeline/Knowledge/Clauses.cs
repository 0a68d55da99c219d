using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Breaks what a caller says into clauses, also where a recogniser set no punctuation: "my tooth hurts can you see me today" tells one
/// thing and asks another.
/// </summary>
internal static partial class Clauses
{
    private static readonly FrozenSet<string> Openers = Words("""
        what whats where wheres when who whose whom how hows which why do does did is are am can could would will should may shall have has any
        """);

    private static readonly FrozenSet<string> QuestionWords = Words("what when where who whose whom how which why");

    private static readonly FrozenSet<string> Auxiliaries = Words("do does did is are am can could would will should may shall have has");

    private static readonly FrozenSet<string> Fillers = Words("""
        so and but or well um uh er hmm hi hello hey okay ok yeah yes please good morning afternoon evening also then now sorry dear listen excuse me like
        """);

    private static readonly FrozenSet<string> Introducing = Words("me ask see find out say sure exactly or to of about from on at with is was right just know that i we");

    private static readonly FrozenSet<string> Indirect = Words("wonder wondering know tell whether list describe give provide explain quote spell");

    /// <summary>Clauses in order, each as words, and whether it asks. When none asks, the caller tells a story.</summary>
    public static IReadOnlyList<(List<string> Tokens, bool Asks)> Of(string text)
    {
        var clauses = new List<(List<string> Tokens, bool Asks)>();
        foreach (var clause in Ends().Split(text.Replace('\u2019', '\'')))
        {
            var tokens = Tokens.Of(clause);
            if (tokens.Count == 0)
                continue;
            if (clauses.Count > 0 && Auxiliaries.Contains(tokens[0]) && Unfinished(clauses[^1].Tokens))
                clauses[^1].Tokens.AddRange(tokens);
            else
                clauses.Add((tokens, Asks(tokens) || clause.EndsWith('?')));
        }
        return clauses;
    }

    /// <summary>Behind this word "where" or "who" asks; behind a noun it tells which: "a room where".</summary>
    public static bool Introduces(string token) => Fillers.Contains(token) || Indirect.Contains(token) || Introducing.Contains(token);

    public static bool IsAuxiliary(string token) => Auxiliaries.Contains(token);

    /// <summary>"What time" still waits for its "do you".</summary>
    private static bool Unfinished(List<string> tokens)
    {
        var asking = tokens.FindLastIndex(static token => QuestionWords.Contains(token));
        return asking >= 0 && tokens.FindIndex(asking, static token => Auxiliaries.Contains(token)) < 0;
    }

    private static bool Asks(List<string> tokens)
    {
        var first = tokens.FindIndex(static token => !Fillers.Contains(token));
        return (first >= 0 && Openers.Contains(tokens[first])) || tokens.Exists(static token => Indirect.Contains(token));
    }

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // A sentence's end, or where a question opens inside: "..., can you", "... and what does", "... how much is".
    [GeneratedRegex(@"(?<=[.?!;])\s+|[,\s]+(?:(?:and|but|so)\s+)?(?=(?:(?:what|where|when|how|who)(?:'s|\s+(?:is|are|do|does|can|could|would|will|much|many|long|should))|(?:can|could|would|will|do|does|did|is|are|should|may)\s+(?:you|u|i|we|it|there|the|my|that|they|someone|anyone|anybody|this)|(?:what|which)\s+\w+\s+(?:do|does|is|are|can|will|should))\b)|,\s*(?=(?:what|which|who|how|when|where)\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Ends();
}
