using System.Text.RegularExpressions;
using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Full-text retrieval over an agent's knowledge, and the judgement whether it knows at all. Pure; safe to share between calls.
/// <para><b>Terms.</b> A question is stemmed and split into topic words, asking words (price, time, place: which kind of answer) and
/// light words (phrasing, and the business's own name). A term stands for its synonyms (0.8), neighbours (0.45) and, when nobody knows it, words that sound or
/// look alike (0.48). Entries are indexed by title (twice the weight) and text, plus what kinds of answer the text holds.</para>
/// <para><b>Ranking.</b> BM25F with soft matches: sum over terms of weight(term) * idf * tf / (tf + k), where tf is the field
/// weight times the quality of the match, and k grows with the length of the entry. Topic words count 1, asking words 0.5, light 0.1; two words that
/// are neighbours in question and entry add a bonus.</para>
/// <para><b>Knowing.</b> Of the topic words' weight, K is explained by the best entry, E only by other entries, U by none. Known when
/// K / (K + 0.3 E + U) reaches <see cref="Threshold"/>; the kind of answer (a price is asked for, and named) weighs in lightly. An asking word alone never proves a topic: "how much is a flight" has a price
/// word that many entries know and a topic that none does. Without any topic word the question must mean the business
/// ("you", or a word of its own name), and asking and light words decide.</para>
/// </summary>
internal sealed partial class KnowledgeBase
{
    private const double Threshold = 0.5;
    private const double TitleWeight = 2;
    private const double AskingWeight = 0.5;
    private const double LightWeight = 0.1;
    private const double TitledLight = 2;
    private const double ContextWeight = 0.5;
    private const double Elsewhere = 0.3;
    private const double AskingFloor = 0.4;
    private const double Further = 0.3;
    private const double OwnWeight = 0.3;
    private const double PairBonus = 0.4;
    private const double PartOfName = 0.3;
    private const double Missing = 1;
    private const double KindOfAnswer = 0.25;
    private const double Neighbourly = 0.45;
    private const double Saturation = 1.0;
    private const double LengthEffect = 0.3;

    private readonly List<IndexedEntry> _entries = [];
    private readonly HashSet<string> _vocabulary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own;
    private readonly double _averageLength;

    private sealed record IndexedEntry(KnowledgeEntry Entry, Dictionary<string, double> Keys, IReadOnlyDictionary<string, string[]> Names, double Length);

    private sealed record WeightedTerm(Term Term, double Weight, double Idf, double[] Quality, double[] Frequency);

    /// <param name="entries">What can be said.</param>
    /// <param name="self">Words that only name the business itself ("Harbour Street Dental, a dental practice"): they neither prove nor disprove a topic.</param>
    public KnowledgeBase(IEnumerable<KnowledgeEntry> entries, string self = "")
    {
        foreach (var entry in entries)
        {
            var keys = new Dictionary<string, double>(StringComparer.Ordinal);
            var length = 0;
            foreach (var (key, weight) in Question.KeysOf(entry.Title))
                keys[key] = Math.Max(keys.GetValueOrDefault(key), TitleWeight * weight);
            foreach (var (key, weight) in Question.KeysOf(entry.Text))
            {
                length++;
                keys[key] = keys.GetValueOrDefault(key) switch { 0 => weight, var found => Math.Min(found + (weight / 2), TitleWeight + 1) };
            }
            foreach (var feature in Features.Of(entry.Text))
                keys[feature] = 1;
            _entries.Add(new IndexedEntry(entry, keys, ProperNames.Of(entry), length));
            _vocabulary.UnionWith(keys.Keys);
        }
        _averageLength = _entries.Count == 0 ? 1 : Math.Max(1, _entries.Average(static entry => entry.Length));
        _own = OwnWords(self);
    }

    /// <summary>
    /// The words of the business's name, and those that say what it is with all that means the same: "a dental practice" makes
    /// "dentist" and "teeth" its own. Names do not spread ("Harbour Street" says nothing about streets).
    /// </summary>
    private static HashSet<string> OwnWords(string self)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in self.Split((char[])[' ', ',', '.', ';', ':', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (key, _) in Question.KeysOf(word))
            {
                var related = Lexicon.Related(key).ToArray();
                // "Street" in a name still asks for the address.
                if (StopWords.IsLight(key) || Array.Exists(related, static pair => pair.Key == "@place"))
                    continue;
                own.Add(key);
                if (char.IsLower(word[0]))
                    own.UnionWith(related.Where(static pair => pair.Value >= 0.8).Select(static pair => pair.Key));
            }
        }
        return own;
    }

    /// <summary>Answers a question on its own, or, when it leans on what was asked before, together with that.</summary>
    /// <param name="before">The caller's last question that was about something; null: none.</param>
    public KnowledgeAnswer Search(string question, string? before = null)
    {
        var whole = SearchOne(question, before);
        var sentences = Sentences().Split(question.Trim());
        if (sentences.Length < 2)
            return whole;
        // "I don't drive. How can I get there?": what is asked stands last; what goes before may only explain it.
        var last = SearchOne(sentences[^1], before);
        if (last.Known && !last.Open && last.Confidence >= whole.Confidence)
            return last;
        return whole.Known ? whole : sentences.Select(sentence => SearchOne(sentence, before)).FirstOrDefault(static one => one is { Known: true, Open: false }) ?? whole;
    }

    private KnowledgeAnswer SearchOne(string question, string? before)
    {
        var asked = Question.Of(question);
        if (before is null || !asked.Elliptical)
            return Search(asked, null);
        var together = Search(asked, Question.Of(before));
        return together.Known ? together : Search(asked, null);
    }

    private KnowledgeAnswer Search(Question asked, Question? before)
    {
        if (_entries.Count == 0)
            return KnowledgeAnswer.Nothing;
        var terms = asked.Terms.Select(term => Weigh(term, 1, asked)).ToList();
        if (before is not null)
        {
            var known = asked.Terms.Select(static term => term.Key).ToHashSet(StringComparer.Ordinal);
            // A new topic replaces the old one ("and a crown?" after the price of a filling); otherwise the old one is kept.
            var keepsTopic = !asked.Terms.Any(static term => term.Kind == TermKind.Topic);
            terms.AddRange(before.Terms.Where(term => !known.Contains(term.Key) && (keepsTopic || term.Kind == TermKind.Asking)).Select(term => Weigh(term, ContextWeight, asked)));
        }

        var scores = new double[_entries.Count];
        for (var entry = 0; entry < scores.Length; entry++)
            scores[entry] = Score(terms, entry);
        var order = Enumerable.Range(0, scores.Length).Where(index => scores[index] > 0).OrderByDescending(index => scores[index]).ToArray();
        if (order.Length == 0)
            return KnowledgeAnswer.Nothing;

        var ranked = order.Select(index => new RankedEntry(_entries[index].Entry, scores[index])).ToArray();
        var confidence = Confidence(terms, order[0], asked.MeansUs || before is not null);
        var open = !terms.Exists(IsTopic);
        return new KnowledgeAnswer(confidence >= Threshold, ranked, confidence, open);
    }

    private WeightedTerm Weigh(Term term, double factor, Question asked)
    {
        var quality = new double[_entries.Count];
        var frequency = new double[_entries.Count];
        foreach (var (key, stands) in Candidates(term))
        {
            for (var entry = 0; entry < _entries.Count; entry++)
            {
                if (!_entries[entry].Keys.TryGetValue(key, out var found))
                    continue;
                var strength = stands * NameShare(_entries[entry], term, key, asked);
                // The best stands for the term; each further relative in the same entry adds a little.
                if (strength > quality[entry])
                    (quality[entry], frequency[entry]) = (strength, found + (frequency[entry] * Further));
                else
                    frequency[entry] += strength * found * Further;
            }
        }
        foreach (var part in term.Parts)
        {
            var strength = 0.9 / term.Parts.Count;
            for (var entry = 0; entry < _entries.Count; entry++)
            {
                if (_entries[entry].Keys.TryGetValue(part, out var found) && quality[entry] < 0.8)
                    (quality[entry], frequency[entry]) = (Math.Min(0.9, quality[entry] + strength), Math.Max(frequency[entry], found));
            }
        }
        var own = term.Kind == TermKind.Topic && _own.Contains(term.Key);
        var kind = own ? TermKind.Light : term.Kind;
        var weight = kind switch { TermKind.Topic => 1, TermKind.Asking => AskingWeight, _ => own ? OwnWeight : LightWeight };
        var holders = quality.Sum();
        var idf = Math.Log(1 + ((_entries.Count - holders + 0.5) / (holders + 0.5))) / Math.Log(1 + ((_entries.Count + 0.5) / 0.5));
        return new WeightedTerm(term with { Kind = kind }, weight * factor, Math.Max(idf, kind == TermKind.Asking ? AskingFloor : 0.1), quality, frequency);
    }

    /// <summary>"Park" in "Elm Park" is no parking, and "city" alone does not ask for City Hospital.</summary>
    private static double NameShare(IndexedEntry entry, Term term, string key, Question asked)
    {
        if (!entry.Names.TryGetValue(key, out var others))
            return 1;
        if (key != term.Key)
            return 0;
        return asked.Terms.Any(other => others.Contains(other.Key)) ? 1 : PartOfName;
    }

    /// <summary>The keys a term may be found under, with the quality of each.</summary>
    private IEnumerable<KeyValuePair<string, double>> Candidates(Term term)
    {
        yield return new(term.Key, 1);
        foreach (var related in Lexicon.Related(term.Key))
            yield return related;
        if (_vocabulary.Contains(term.Key) || term.Parts.Count > 0)
            yield break;

        // Nobody knows the word: perhaps it was misheard, or two of our words were written together.
        var known = Lexicon.Knows(term.Key) || StopWords.IsLight(term.Key);
        foreach (var key in _vocabulary)
        {
            var likeness = Sounds.Likeness(term.Key, key);
            if (likeness > 0 && !known)
                yield return new(key, likeness);
            if (!known && key.Length >= 3 && term.Key.Length - key.Length >= 3 && term.Key.StartsWith(key, StringComparison.Ordinal)
                && _vocabulary.Contains(Stemmer.Stem(term.Word[key.Length..])))
                yield return new(key, 0.7);
        }
    }

    private double Score(List<WeightedTerm> terms, int entry)
    {
        var k = Saturation * (1 - LengthEffect + (LengthEffect * _entries[entry].Length / _averageLength));
        var score = 0.0;
        foreach (var term in terms)
        {
            var frequency = term.Quality[entry] * term.Frequency[entry];
            // A word of our own says something only where it is the title: "the dentists".
            var weight = term.Term.Kind == TermKind.Light && term.Quality[entry] == 1 && term.Frequency[entry] >= TitleWeight ? term.Weight * TitledLight : term.Weight;
            score += weight * term.Idf * frequency * (1 + k) / (frequency + k);
        }
        for (var i = 1; i < terms.Count; i++)
        {
            if (_entries[entry].Keys.ContainsKey(Question.Pair(terms[i - 1].Term.Key, terms[i].Term.Key)))
                score += PairBonus;
        }
        return score;
    }

    private double Confidence(List<WeightedTerm> terms, int best, bool meansUs)
    {
        double known = 0, elsewhere = 0, unknown = 0;
        foreach (var term in terms.Where(IsTopic))
        {
            var most = term.Quality.Max();
            var weight = (most > 0 ? term.Idf : term.Term.Importance) * term.Weight;
            known += weight * term.Quality[best];
            // What only stands near the word leaves part of it unknown.
            unknown += most == 0 ? weight : weight * Missing * (1 - most);
            elsewhere += weight * (most - term.Quality[best]);
        }
        if (known + elsewhere + unknown > 0)
        {
            // A price is asked for, and the entry names one, or not.
            foreach (var term in terms.Where(static term => IsAsking(term) && !char.IsAsciiDigit(term.Term.Key[0])))
            {
                known += KindOfAnswer * term.Weight * term.Quality[best];
                unknown += KindOfAnswer * term.Weight * (1 - term.Quality[best]);
            }
            return known / (known + (Elsewhere * elsewhere) + unknown);
        }

        // No topic: a question about us, whose asking and light words the entry answers.
        var own = terms.Exists(term => _own.Contains(term.Term.Key) || (term.Term.Kind == TermKind.Light && term.Quality[best] >= Neighbourly && term.Frequency[best] >= TitleWeight));
        if (!meansUs && !own)
            return 0;
        var asking = terms.FindAll(term => IsAsking(term) && (term.Quality[best] > 0 || !char.IsAsciiDigit(term.Term.Key[0])));
        var deciding = asking.Count > 0 ? asking : own ? terms.FindAll(term => term.Quality[best] > 0 || _own.Contains(term.Term.Key)) : terms;
        var total = deciding.Sum(static term => term.Weight * term.Idf);
        return total == 0 ? 0 : deciding.Sum(term => term.Weight * term.Idf * term.Quality[best]) / total;
    }

    private static bool IsAsking(WeightedTerm term) => term.Term.Kind == TermKind.Asking;

    private static bool IsTopic(WeightedTerm term) => term.Term.Kind == TermKind.Topic;

    [GeneratedRegex(@"(?<=[.?!])\s+")]
    private static partial Regex Sentences();
}
