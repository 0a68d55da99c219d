namespace Voxie.Pipeline.Knowledge;

/// <summary>A caller's words, taken apart for retrieval.</summary>
/// <param name="Terms">Distinct terms in order of speech, stop words gone.</param>
/// <param name="Form">How it is built.</param>
/// <param name="Elliptical">It leans on what was said before: "and on Saturday?", "how much is it?".</param>
internal sealed record Question(IReadOnlyList<Term> Terms, QuestionForm Form, bool Elliptical)
{
    public bool HasTopic => Terms.Any(static term => term.Kind == TermKind.Topic);

    private const int LongestPhrase = 4;
    private const double PartWeight = 0.5;

    public static Question Of(string text)
    {
        var clauses = Clauses.Of(text);
        var terms = new List<Term>();
        var asks = clauses.Any(static clause => clause.Asks);
        foreach (var (tokens, asking) in clauses)
        {
            var stems = tokens.ConvertAll(Stemmer.Stem);
            var end = -1;
            var roles = new Roles(asks ? asking ? TermRole.Main : TermRole.Aside : TermRole.Story);
            for (var at = 0; at < tokens.Count;)
            {
                var length = PhraseAt(stems, at);
                if (length > 1)
                    Add(terms, Phrase(tokens, stems, at, length) with { Joined = end == at, Named = IsNamed(tokens, at) }, roles, tokens, at);
                else if (PhrasalVerb(tokens, stems, at) is { } verb)
                    Add(terms, verb with { Joined = end == at, Named = IsNamed(tokens, at) }, roles, tokens, at);
                else if (!StopWords.IsStop(tokens[at]))
                    Add(terms, Single(tokens, stems, at) with { Joined = end == at, Named = IsNamed(tokens, at) }, roles, tokens, at);
                else if (AskingStopWord(tokens, at) is { } wanted)
                    Add(terms, wanted with { Joined = end == at, Named = IsNamed(tokens, at) }, roles, tokens, at);
                else
                    roles.Pass(tokens[at], at + 1 < tokens.Count ? tokens[at + 1] : null);
                end = StopWords.IsStop(tokens[at]) ? -1 : at + length;
                at += length;
            }
        }
        var all = clauses.SelectMany(static clause => clause.Tokens).ToList();
        return new Question(terms, QuestionForms.Of(clauses), IsElliptical(all, terms));
    }

    /// <summary>All index keys of a text: stems, phrases with their parts ("credit card" is a card only by half), neighbouring words as pairs.</summary>
    public static IEnumerable<KeyValuePair<string, double>> KeysOf(string text)
    {
        var tokens = Tokens.Of(text);
        var stems = tokens.ConvertAll(Stemmer.Stem);
        var phraseEnd = 0;
        string? previous = null;
        for (var at = 0; at < tokens.Count; at++)
        {
            var length = PhraseAt(stems, at);
            if (length > 1)
            {
                phraseEnd = Math.Max(phraseEnd, at + length);
                yield return new(string.Join('_', stems.GetRange(at, length)), 1);
            }
            if (StopWords.IsStop(tokens[at]))
                continue;
            yield return new(stems[at], at < phraseEnd ? PartWeight : 1);
            if (previous is not null)
                yield return new(Pair(previous, stems[at]), 1);
            previous = stems[at];
        }
    }

    /// <summary>Key of two content words that follow one another.</summary>
    public static string Pair(string first, string second) => $"{first}+{second}";

    private static void Add(List<Term> terms, Term term, Roles roles, List<string> tokens, int at)
    {
        term = term with { Role = roles.Of(term, tokens, at) };
        var known = terms.FindIndex(known => known.Key == term.Key);
        if (known < 0)
            terms.Add(term);
        else if (term.Role < terms[known].Role)
            terms[known] = term;
    }

    /// <summary>"which stop", "what kind of gel", "how many legs", "how deep".</summary>
    private static bool IsNamed(List<string> tokens, int at)
    {
        if (at >= 2 && tokens[at - 1] == "of" && tokens[at - 2] is "kind" or "sort" or "type" or "brand" or "make" or "model" or "colour" or "color")
            return true;
        return at >= 1 && (tokens[at - 1] is "what" or "which" or "whose" or "how" || (at >= 2 && tokens[at - 2] == "how" && tokens[at - 1] is "many" or "much"));
    }

    private static int PhraseAt(List<string> stems, int at)
    {
        for (var length = Math.Min(LongestPhrase, stems.Count - at); length > 1; length--)
        {
            if (Lexicon.IsPhrase(string.Join('_', stems.GetRange(at, length))))
                return length;
        }
        return 1;
    }

    /// <summary>"bring something back": verb and particle with a few words between them.</summary>
    private static Term? PhrasalVerb(List<string> tokens, List<string> stems, int at)
    {
        if (StopWords.IsParticle(tokens[at]))
            return null;
        for (var later = at + 2; later <= at + 4 && later < tokens.Count; later++)
        {
            var key = $"{stems[at]}_{stems[later]}";
            if (StopWords.IsParticle(tokens[later]) && Lexicon.IsPhrase(key))
                return new Term(key, tokens[at], TermKind.Topic, StopWords.IsLight(stems[at]) ? [] : [stems[at]], TermRole.Verb);
        }
        return null;
    }

    private static Term Phrase(List<string> tokens, List<string> stems, int at, int length)
    {
        var key = string.Join('_', stems.GetRange(at, length));
        var parts = Enumerable.Range(at, length).Where(index => !StopWords.IsStop(tokens[index]) && !StopWords.IsLight(stems[index])).Select(index => stems[index]).ToArray();
        return new Term(key, string.Join(' ', tokens.GetRange(at, length)), Lexicon.Asks(key) ? TermKind.Asking : TermKind.Topic, parts, TermRole.Main);
    }

    private static Term Single(List<string> tokens, List<string> stems, int at)
    {
        var key = stems[at];
        // "I work until six": a time of day.
        if (char.IsAsciiDigit(key[0]) && at > 0 && tokens[at - 1] is "until" or "till" or "past" or "before" or "after")
            return new Term("@time", tokens[at], TermKind.Asking, [], TermRole.Main);
        // "without a car" is not about cars.
        var denied = at > 0 && (tokens[at - 1] == "without" || (at > 1 && tokens[at - 2] == "without"));
        var kind = denied ? TermKind.Light : char.IsAsciiDigit(key[0]) || Lexicon.Asks(key) ? TermKind.Asking : StopWords.IsLight(key) || (StopWords.IsAdverb(tokens[at]) && !Lexicon.Knows(key)) ? TermKind.Light : TermKind.Topic;
        return new Term(key, tokens[at], kind, [], TermRole.Main);
    }

    // "when" and "who" are function words and yet say what is wanted; not so in "a room where I can study".
    private static Term? AskingStopWord(List<string> tokens, int at) =>
        tokens[at] is "when" or "where" or "who" or "whom" && (at == 0 || Clauses.Introduces(tokens[at - 1])) ? new Term(Stemmer.Stem(tokens[at]), tokens[at], TermKind.Asking, [], TermRole.Main) : null;

    private static bool IsElliptical(List<string> tokens, List<Term> terms)
    {
        if (tokens.Count == 0)
            return false;
        var leansOn = tokens[0] is "and" or "but" or "or" or "then" || (tokens.Count > 2 && tokens[1] == "about" && tokens[0] is "what" or "how");
        var topics = terms.Count(static term => term.Kind == TermKind.Topic);
        var pronoun = tokens.Exists(static token => token is "it" or "that" or "they" or "them" or "those" or "this" or "one" or "1");
        return (leansOn && topics <= 2) || (topics == 0 && (pronoun || terms.Exists(static term => term.Kind == TermKind.Asking)));
    }
}
