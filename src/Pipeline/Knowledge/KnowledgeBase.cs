using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Full-text retrieval over an agent's knowledge, and the judgement whether it knows at all. Pure; safe to share between calls.
/// <para><b>Question.</b> Split into clauses (<see cref="Clauses"/>), stemmed, each term given a kind (topic, asking, light) and a role
/// (<see cref="Roles"/>: the thing asked about, what is done to it, a circumstance, a story).</para>
/// <para><b>Finding.</b> A term stands for its synonyms, neighbours and, when nobody knows it, words that look or sound alike; it is
/// looked up in the titles, the texts and the kinds of answer of all entries (<see cref="KnowledgeIndex"/>).</para>
/// <para><b>Deciding.</b> The matches become signs (<see cref="Evidence"/>, <see cref="KnownEvidence"/>): a linear score ranks the entries, and a
/// logistic one of the best entry's signs and the question's form says whether it is known at all (<see cref="Judgement"/>).</para>
/// </summary>
internal sealed class KnowledgeBase
{
    /// <summary>More likely known than not.</summary>
    private const double Threshold = 0.5;

    /// <summary>For "what do you charge?", which can only mean us.</summary>
    private const double OpenThreshold = 0.45;
    private const double ContextWeight = 0.5;

    private readonly KnowledgeIndex _index;
    private readonly Judgement _judgement;

    /// <param name="entries">What can be said.</param>
    /// <param name="self">Words that only name the business itself ("Harbour Street Dental, a dental practice"): they neither prove nor disprove a topic.</param>
    /// <param name="judgement">Other weights than the fitted ones; for fitting.</param>
    public KnowledgeBase(IEnumerable<KnowledgeEntry> entries, string self = "", Judgement? judgement = null)
    {
        _index = new KnowledgeIndex(entries, self);
        _judgement = judgement ?? Judgement.Fitted;
    }

    /// <summary>Answers a question on its own, or, when it leans on what was asked before, together with that.</summary>
    /// <param name="before">The caller's last question that was about something; null: none.</param>
    public KnowledgeAnswer Search(string question, string? before = null)
    {
        var asked = Question.Of(question);
        if (before is null || !asked.Elliptical)
            return Search(asked, null);
        var together = Search(asked, Question.Of(before));
        return together.Known ? together : Search(asked, null);
    }

    /// <summary>The signs for each entry, in the order of the entries; the material of <see cref="Search(string, string?)"/> and of the fitting.</summary>
    internal (IReadOnlyList<TermMatch> Matches, double[][] Signs) Weigh(Question asked, Question? before = null)
    {
        var matches = asked.Terms.Select(term => _index.Find(term, 1, asked)).ToList();
        if (before is not null)
        {
            var known = asked.Terms.Select(static term => term.Key).ToHashSet(StringComparer.Ordinal);
            // A new topic replaces the old one ("and a crown?" after the price of a filling); otherwise the old one is kept.
            var keepsTopic = !asked.HasTopic;
            matches.AddRange(before.Terms.Where(term => !known.Contains(term.Key) && (keepsTopic || term.Kind == TermKind.Asking)).Select(term => _index.Find(term, ContextWeight, asked)));
        }
        var signs = new double[_index.Count][];
        for (var entry = 0; entry < signs.Length; entry++)
            signs[entry] = Evidence.ForRank(matches, entry, _index.TitleShare(matches, entry), _index.Pairs(matches, entry));
        return (matches, signs);
    }

    private KnowledgeAnswer Search(Question asked, Question? before)
    {
        if (_index.Count == 0)
            return KnowledgeAnswer.Nothing;
        var (matches, signs) = Weigh(asked, before);
        var scores = Array.ConvertAll(signs, _judgement.Rank);
        var order = Enumerable.Range(0, scores.Length).Where(entry => matches.Any(match => match.Quality(entry) > 0)).OrderByDescending(entry => scores[entry]).ToArray();
        if (order.Length == 0)
            return KnowledgeAnswer.Nothing;
        // What leans on an earlier question means us as that did.
        var form = before is null ? asked.Form : asked.Form | QuestionForm.MeansYou;
        var known = _judgement.Known(KnownEvidence.Of(matches, order[0], signs[order[0]], Lead(scores, order[0]), form));
        var ranked = order.Select(entry => new RankedEntry(_index[entry], scores[entry])).ToArray();
        var open = !matches.Any(static match => match.Topic);
        return new KnowledgeAnswer(known >= (open ? OpenThreshold : Threshold), ranked, known, open);
    }

    /// <summary>Share of the best entry among all, as a softmax.</summary>
    internal static double Lead(double[] scores, int best) => 1 / scores.Sum(score => Math.Exp(score - scores[best]));
}
