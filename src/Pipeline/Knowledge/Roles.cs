using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Walks through one clause and says what part each of its words plays: the thing asked about, what is done to it, or a circumstance.</summary>
/// <param name="clause">Main in a question, Aside in a statement beside one, Story in a statement that stands alone.</param>
internal sealed class Roles(TermRole clause)
{
    private static readonly FrozenSet<string> Prepositions =
        "in at on for from with by near into during without after before until till off onto over under than as like".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Subordinates = "while because since though although unless".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private bool _topicSeen;
    private bool _beside;
    private bool _aside;

    /// <summary>A function word goes by.</summary>
    public void Pass(string token, string? next)
    {
        // "before I buy" tells when; "if I break a tooth" is what is asked.
        _aside |= Subordinates.Contains(token) || (token is "before" or "after" or "until" or "once" && next is "i" or "you" or "we" or "he" or "she" or "they" or "it");
        // "The price of gold" asks about gold, "the capital of Spain" about the capital.
        if (Prepositions.Contains(token) || (token == "of" && _topicSeen))
            _beside = true;
    }

    public TermRole Of(Term term, List<string> tokens, int at)
    {
        if (_aside || clause == TermRole.Aside)
            return TermRole.Aside;
        if (clause == TermRole.Story)
            return TermRole.Story;
        if (term.Kind != TermKind.Topic)
            return TermRole.Main;
        if (term.Role == TermRole.Verb || (at > 0 && StopWords.PrecedesVerb(tokens[at - 1]) && !(tokens[at - 1] == "to" && Kinds.Holds(term.Key))))
            return TermRole.Verb;
        if (_beside && _topicSeen)
            return TermRole.Side;
        _topicSeen = true;
        return TermRole.Main;
    }
}
