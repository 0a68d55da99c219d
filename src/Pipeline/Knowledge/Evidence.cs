namespace Voxie.Pipeline.Knowledge;

/// <summary>What speaks for each entry, as numbers.</summary>
internal static class Evidence
{
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
                signs[(int)(Lexicon.IsInterrogative(match.Term.Key) ? RankSign.KindMissing : RankSign.AskedMissing)] += match.Weight;
        }
        signs[(int)RankSign.Pairs] = Math.Min(pairs, 3);
        signs[(int)RankSign.TitleShare] = titleShare;
        return signs;
    }
}
