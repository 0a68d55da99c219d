namespace Voxie.Pipeline.Knowledge;

/// <summary>What speaks for one entry being the answer; summed with <see cref="Judgement.Ranking"/>.</summary>
internal enum RankSign
{
    TitleMain, TextMain, TitleVerb, TextVerb, TitleSide, TextSide, BestInTitle, AskedInTitle, AskedInText, AskedMissing, LightInTitle, LightInText, Pairs, TitleShare, Often,
}

/// <summary>What speaks for, or against, the best entry knowing the answer; weighed with <see cref="Judgement.Knowing"/>.</summary>
internal enum KnownSign
{
    Always, BestInTitle, BestInText, BestBeside, VerbMatch, UnknownMain, UnknownVerb, UnknownSide, UnknownStory, Elsewhere, AskedMet, AskedMissing, AskedMissingText, MeansUs,
    Lead, NoTopic, NoTopicMeansUs, NoTopicAskedMet, NoTopicLight, Explained, EverydayUnknown, NameOnly,
    ForeignMain, ForeignSide, ForeignDeed, UnknownHead, UnknownModifier, HowTo, HowOld, TextOnly, Named, NamedUnknown,
}

/// <summary>How one word of a question is found in every entry.</summary>
/// <param name="Weight">1, or less for words of an earlier question.</param>
/// <param name="Idf">0 to 1: how few entries hold it.</param>
/// <param name="Title">Quality of the match in the title, per entry, 0 to 1.</param>
/// <param name="Text">The same in text and kinds of answer.</param>
/// <param name="Count">Matches, relatives included, per entry.</param>
/// <param name="Name">It was found only as part of a name.</param>
internal sealed record TermMatch(Term Term, double Weight, double Idf, bool Own, double[] Title, double[] Text, double[] Count, bool Name)
{
    public double Quality(int entry) => Math.Max(Title[entry], Text[entry]);

    public double Most { get; } = Enumerable.Range(0, Title.Length).Max(entry => Math.Max(Title[entry], Text[entry]));

    public bool Topic => Term.Kind == TermKind.Topic;

    public bool Asking => Term.Kind == TermKind.Asking;
}

/// <summary>The signs for an answer, as numbers.</summary>
internal static class Evidence
{
    private const double Even = 0.3;
    private const double Weak = 0.4;

    public static double[] ForRank(IReadOnlyList<TermMatch> matches, int entry, double titleShare, int pairs)
    {
        var signs = new double[Enum.GetValues<RankSign>().Length];
        foreach (var match in matches)
        {
            var weight = match.Weight * match.Idf;
            var (title, text) = match.Term switch
            {
                { Kind: TermKind.Asking } => (RankSign.AskedInTitle, RankSign.AskedInText),
                { Kind: TermKind.Light } => (RankSign.LightInTitle, RankSign.LightInText),
                { Role: TermRole.Main or TermRole.Story } => (RankSign.TitleMain, RankSign.TextMain),
                { Role: TermRole.Verb } => (RankSign.TitleVerb, RankSign.TextVerb),
                _ => (RankSign.TitleSide, RankSign.TextSide),
            };
            // A light word says something only where it stands itself: "the dentists".
            if (match.Term.Kind == TermKind.Light)
                weight = match.Quality(entry) == 1 ? weight : 0;
            signs[(int)title] += weight * match.Title[entry];
            signs[(int)text] += weight * match.Text[entry];
            if (match.Topic)
            {
                signs[(int)RankSign.BestInTitle] = Math.Max(signs[(int)RankSign.BestInTitle], match.Weight * match.Title[entry]);
                signs[(int)RankSign.Often] += weight * Math.Log(1 + match.Count[entry]);
            }
            else if (match.Asking && match.Quality(entry) == 0 && !char.IsAsciiDigit(match.Term.Key[0]))
                signs[(int)RankSign.AskedMissing] += match.Weight;
        }
        signs[(int)RankSign.Pairs] = Math.Min(pairs, 3);
        signs[(int)RankSign.TitleShare] = titleShare;
        return signs;
    }

    /// <param name="lead">0 to 1: how far the best entry is ahead of all others.</param>
    public static double[] ForKnown(IReadOnlyList<TermMatch> matches, int best, double lead, Question asked)
    {
        var signs = new double[Enum.GetValues<KnownSign>().Length];
        double known = 0, elsewhere = 0, unknown = 0;
        var noTopic = true;
        var names = true;
        for (var i = 0; i < matches.Count; i++)
        {
            var match = matches[i];
            var quality = match.Quality(best);
            if (quality < Weak && match.Term.Role is (TermRole.Main or TermRole.Verb) && ForeignThings.IsDeed(match.Term.Key))
                Raise(signs, KnownSign.ForeignDeed, 1);
            if (match.Term.Joined && i > 0 && match.Term.Kind != TermKind.Asking && matches[i - 1].Term.Kind != TermKind.Asking)
            {
                if (match.Topic && match.Most < Weak && matches[i - 1].Quality(best) >= Weak)
                    Raise(signs, KnownSign.UnknownHead, 1);
                if (matches[i - 1].Topic && matches[i - 1].Most < Weak && quality >= Weak)
                    Raise(signs, KnownSign.UnknownModifier, 1);
            }
            if (match.Topic)
            {
                noTopic = false;
                var side = match.Term.Role == TermRole.Side;
                Raise(signs, side ? KnownSign.BestBeside : KnownSign.BestInTitle, match.Title[best]);
                Raise(signs, side ? KnownSign.BestBeside : KnownSign.BestInText, match.Text[best]);
                if (match.Term.Role == TermRole.Verb)
                    Raise(signs, KnownSign.VerbMatch, quality);
                if (quality > 0)
                    names &= match.Name;
                if (match.Name && match.Title[best] == 0 && match.Text[best] > 0)
                    Raise(signs, KnownSign.Named, 1);
                var missing = match.Term.Role switch { TermRole.Main => KnownSign.UnknownMain, TermRole.Verb => KnownSign.UnknownVerb, TermRole.Side => KnownSign.UnknownSide, _ => KnownSign.UnknownStory };
                signs[(int)missing] = Math.Min(2, signs[(int)missing] + (match.Weight * (1 - match.Most)));
                if (match.Term.Role == TermRole.Main && match.Most < Weak && Lexicon.Knows(match.Term.Key))
                    Raise(signs, KnownSign.EverydayUnknown, 1);
                if (match.Most < Weak && ForeignThings.IsThing(match.Term.Key))
                    Raise(signs, match.Term.Role == TermRole.Main ? KnownSign.ForeignMain : KnownSign.ForeignSide, 1);
                var share = match.Weight * (match.Most > 0 ? match.Idf : 1) * (side ? Even : 1);
                known += share * quality;
                elsewhere += share * (match.Most - quality);
                unknown += share * (1 - match.Most);
            }
            else if (match.Asking && !char.IsAsciiDigit(match.Term.Key[0]))
            {
                Raise(signs, KnownSign.AskedMet, quality);
                Raise(signs, KnownSign.AskedMissing, 1 - quality);
            }
            else if (match.Term.Kind == TermKind.Light)
                Raise(signs, KnownSign.NoTopicLight, match.Own ? Math.Max(match.Title[best], Even) : match.Title[best]);
        }
        if (!noTopic)
            signs[(int)KnownSign.NoTopicLight] = 0;
        signs[(int)KnownSign.Always] = 1;
        signs[(int)KnownSign.NamedUnknown] = signs[(int)KnownSign.Named] * (matches.Any(match => match.Topic && match.Most < Weak) ? 1 : 0);
        signs[(int)KnownSign.HowTo] = asked.HowTo ? 1 : 0;
        signs[(int)KnownSign.HowOld] = matches.Any(match => match.Term.Key == "how_old" && match.Quality(best) < Weak) ? 1 : 0;
        signs[(int)KnownSign.TextOnly] = !noTopic && signs[(int)KnownSign.BestInTitle] < Weak ? signs[(int)KnownSign.BestInText] : 0;
        signs[(int)KnownSign.Lead] = lead;
        signs[(int)KnownSign.MeansUs] = asked.MeansUs ? 1 : 0;
        signs[(int)KnownSign.NoTopic] = noTopic ? 1 : 0;
        signs[(int)KnownSign.NoTopicMeansUs] = noTopic && asked.MeansUs ? 1 : 0;
        signs[(int)KnownSign.NoTopicAskedMet] = noTopic ? signs[(int)KnownSign.AskedMet] : 0;
        signs[(int)KnownSign.AskedMissingText] = signs[(int)KnownSign.AskedMissing] * (1 - signs[(int)KnownSign.BestInTitle]);
        signs[(int)KnownSign.Elsewhere] = known + elsewhere > 0 ? elsewhere / (known + elsewhere) : 0;
        signs[(int)KnownSign.Explained] = noTopic ? 0 : known / Math.Max(1e-6, known + (Even * elsewhere) + unknown);
        signs[(int)KnownSign.NameOnly] = !noTopic && names && known > 0 ? 1 : 0;
        return signs;
    }

    private static void Raise(double[] signs, KnownSign sign, double to) => signs[(int)sign] = Math.Max(signs[(int)sign], to);
}
