using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Knowledge;

/// <summary>An agent's entries by word, and how a question's words are found in them. Pure; safe to share between calls.</summary>
internal sealed class KnowledgeIndex
{
    private const double PartOfName = 0.3;
    private const double AskingFloor = 0.4;
    private const double Further = 0.3;

    private readonly List<IndexedEntry> _entries = [];
    private readonly HashSet<string> _vocabulary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own;

    private sealed record IndexedEntry(KnowledgeEntry Entry, Dictionary<string, double> Title, Dictionary<string, double> Text, string[] TitleWords, IReadOnlyDictionary<string, string[]> Names, IReadOnlySet<string> NameWords);

    public KnowledgeIndex(IEnumerable<KnowledgeEntry> entries, string self)
    {
        foreach (var entry in entries)
        {
            var text = KeysOf(entry.Text);
            foreach (var feature in Features.Of(entry.Text))
                text[feature] = 1;
            var title = KeysOf(entry.Title);
            // "Where we are" answers "where", which elsewhere is a mere function word.
            foreach (var asking in Tokens.Of(entry.Title).Where(static token => token is "where" or "when" or "who"))
                title[Stemmer.Stem(asking)] = 1;
            var words = title.Keys.Where(static key => !key.Contains('+', StringComparison.Ordinal) && !key.Contains('_', StringComparison.Ordinal) && !StopWords.IsLight(key) && !Lexicon.Asks(key)).ToArray();
            _entries.Add(new IndexedEntry(entry, title, text, words, ProperNames.Of(entry), ProperNames.WordsOf(entry)));
            _vocabulary.UnionWith(title.Keys);
            _vocabulary.UnionWith(text.Keys);
        }
        _own = OwnWords(self);
    }

    public int Count => _entries.Count;

    public KnowledgeEntry this[int entry] => _entries[entry].Entry;

    public bool IsOwn(string key) => _own.Contains(key);

    /// <summary>Words of the question that follow one another in the entry too.</summary>
    public int Pairs(IReadOnlyList<TermMatch> matches, int entry)
    {
        var pairs = 0;
        for (var i = 1; i < matches.Count; i++)
        {
            var key = Question.Pair(matches[i - 1].Term.Key, matches[i].Term.Key);
            if (_entries[entry].Title.ContainsKey(key) || _entries[entry].Text.ContainsKey(key))
                pairs++;
        }
        return pairs;
    }

    /// <summary>0 to 1: how much of the entry's title the question speaks of.</summary>
    public double TitleShare(IReadOnlyList<TermMatch> matches, int entry)
    {
        var words = _entries[entry].TitleWords;
        if (words.Length == 0)
            return 0;
        var spoken = matches.Where(match => match.Title[entry] > 0).Sum(match => match.Title[entry]);
        return Math.Min(1, spoken / words.Length);
    }

    public TermMatch Find(Term term, double factor, Question asked)
    {
        var title = new double[_entries.Count];
        var text = new double[_entries.Count];
        var count = new double[_entries.Count];
        var name = false;
        foreach (var (key, stands) in Candidates(term))
        {
            for (var entry = 0; entry < _entries.Count; entry++)
            {
                var share = stands * NameShare(_entries[entry], term, key, asked);
                name |= key == term.Key && _entries[entry].NameWords.Contains(key);
                Take(_entries[entry].Title, key, share, title, count, entry);
                Take(_entries[entry].Text, key, share, text, count, entry);
            }
        }
        foreach (var part in term.Parts)
        {
            for (var entry = 0; entry < _entries.Count; entry++)
            {
                AddPart(_entries[entry].Title, part, 0.9 / term.Parts.Count, title, entry);
                AddPart(_entries[entry].Text, part, 0.9 / term.Parts.Count, text, entry);
            }
        }
        var own = term.Kind == TermKind.Topic && _own.Contains(term.Key);
        var holders = 0.0;
        for (var entry = 0; entry < _entries.Count; entry++)
            holders += Math.Max(title[entry], text[entry]);
        // "get back to" is a phrase for some entry; where there is none it says nothing. So are "exciting" and "improve".
        var empty = holders == 0 && (StopWords.IsPlain(term.Key) || (term.Parts.Count == 0 && term.Key.Contains('_', StringComparison.Ordinal)));
        var kind = own || (empty && term.Kind == TermKind.Topic) ? TermKind.Light : term.Kind;
        var idf = Math.Log(1 + ((_entries.Count - holders + 0.5) / (holders + 0.5))) / Math.Log(1 + ((_entries.Count + 0.5) / 0.5));
        return new TermMatch(term with { Kind = kind }, factor, Math.Max(idf, kind == TermKind.Asking ? AskingFloor : 0.1), own, title, text, count, name);
    }

    private static void Take(Dictionary<string, double> keys, string key, double share, double[] quality, double[] count, int entry)
    {
        if (!keys.TryGetValue(key, out var found))
            return;
        var strength = share * Math.Min(1, found);
        // The best stands for the term; each further relative in the same entry adds a little.
        count[entry] += strength * (quality[entry] == 0 ? 1 : Further);
        quality[entry] = Math.Max(quality[entry], strength);
    }

    private static void AddPart(Dictionary<string, double> keys, string part, double strength, double[] quality, int entry)
    {
        if (quality[entry] < 0.8 && keys.ContainsKey(part))
            quality[entry] = Math.Min(0.9, quality[entry] + strength);
    }

    private static Dictionary<string, double> KeysOf(string text)
    {
        var keys = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, weight) in Question.KeysOf(text))
            keys[key] = Math.Max(keys.GetValueOrDefault(key), weight);
        return keys;
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
        if (!known)
        {
            foreach (var related in Lexicon.SoundingLike(term.Key).SelectMany(Lexicon.Related))
                yield return new(related.Key, related.Value * Sounds.Same);
        }
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
}
