using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Knowledge;

/// <summary>What the knowledge says to a question.</summary>
/// <param name="Known">The best entry really is about what was asked; otherwise the honest answer is "I don't know".</param>
/// <param name="Ranked">Entries that matched at all, best first.</param>
/// <param name="Confidence">0 to 1: how likely the best entry answers the question.</param>
/// <param name="Open">The question names no topic of its own ("how much is it?"): several entries fit equally.</param>
internal sealed record KnowledgeAnswer(bool Known, IReadOnlyList<RankedEntry> Ranked, double Confidence, bool Open)
{
    public static KnowledgeAnswer Nothing { get; } = new(false, [], 0, false);

    public KnowledgeEntry? Entry => Ranked.Count == 0 ? null : Ranked[0].Entry;
}

internal sealed record RankedEntry(KnowledgeEntry Entry, double Score);
