namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// The weights that turn <see cref="Evidence"/> into a choice of entry (a linear score) and <see cref="KnownEvidence"/> into "known or not" (a logistic one).
/// Both were fitted by gradient descent to the development questions of the tests (JudgementFit in tests/Pipeline.Tests/Knowledge),
/// off-topic questions counted double; questions that are nobody's trade are put to every business. Two businesses and a quarter of the
/// questions of five others are held back. After changing a sign, a list of words or the
/// questions, fit again: the test "Fitted weights are those in the code" prints the table.
/// </summary>
internal sealed class Judgement
{
    private readonly double[] _ranking;
    private readonly double[] _knowing;

    public Judgement(IReadOnlyList<double> ranking, IReadOnlyList<double> knowing) => (_ranking, _knowing) = ([.. ranking], [.. knowing]);

    public static Judgement Fitted { get; } = new(InOrder(FittedRanking()), InOrder(FittedKnowing()));

    public IReadOnlyList<double> Ranking => _ranking;

    public IReadOnlyList<double> Knowing => _knowing;

    /// <summary>Compares entries for one question; the number has no meaning of its own.</summary>
    public double Rank(double[] signs) => Sum(_ranking, signs);

    /// <summary>0 to 1: how likely the best entry answers the question.</summary>
    public double Known(double[] signs) => 1 / (1 + Math.Exp(-Sum(_knowing, signs)));

    private static (RankSign Sign, double Weight)[] FittedRanking() =>
    [
        (RankSign.TitleMain, 0.30),
        (RankSign.TextMain, 2.43),
        (RankSign.TitleVerb, 1.52),
        (RankSign.TextVerb, 1.08),
        (RankSign.TitleSide, 0.59),
        (RankSign.TextSide, 2.22),
        (RankSign.BestInTitle, 1.42),
        (RankSign.AskedInTitle, 2.16),
        (RankSign.AskedInText, 3.40),
        (RankSign.AskedMissing, -1.60),
        (RankSign.KindMissing, -2.10),
        (RankSign.LightInTitle, 1.82),
        (RankSign.LightInText, 3.49),
        (RankSign.Pairs, 2.42),
        (RankSign.TitleShare, 2.32),
        (RankSign.Often, 5.76),
    ];

    private static (KnownSign Sign, double Weight)[] FittedKnowing() =>
    [
        (KnownSign.Always, -1.49),
        (KnownSign.Lead, 1.32),
        (KnownSign.TitleShare, 0.64),
        (KnownSign.BestInTitle, -0.22),
        (KnownSign.BestInText, -0.02),
        (KnownSign.BestBeside, 0.55),
        (KnownSign.BestAside, 1.46),
        (KnownSign.BesideOnly, 1.24),
        (KnownSign.VerbMatch, 0.31),
        (KnownSign.Specific, -0.80),
        (KnownSign.TextOnly, -0.87),
        (KnownSign.Explained, 2.53),
        (KnownSign.Elsewhere, 0.04),
        (KnownSign.MainElsewhere, -1.11),
        (KnownSign.NameOnly, -0.74),
        (KnownSign.InName, -1.72),
        (KnownSign.UnknownMain, -2.26),
        (KnownSign.UnknownVerb, -0.47),
        (KnownSign.UnknownSide, -1.56),
        (KnownSign.UnknownAside, 0.12),
        (KnownSign.UnknownStory, -0.76),
        (KnownSign.UnknownModifier, -1.27),
        (KnownSign.EverydayUnknown, -0.80),
        (KnownSign.ForeignMain, -1.68),
        (KnownSign.ForeignSide, -1.08),
        (KnownSign.ForeignAside, -0.96),
        (KnownSign.ForeignStory, -1.20),
        (KnownSign.ForeignDeed, -2.92),
        (KnownSign.NamedMissing, -0.36),
        (KnownSign.AskedMet, 0.92),
        (KnownSign.AskedMissing, -0.92),
        (KnownSign.PriceMissing, -0.40),
        (KnownSign.DurationMissing, -0.68),
        (KnownSign.CountMissing, -0.56),
        (KnownSign.NoTopic, -0.46),
        (KnownSign.NoTopicMeansUs, 0.17),
        (KnownSign.LightInTitle, 0.89),
        (KnownSign.MeansYou, 0.35),
        (KnownSign.MeansMe, 1.02),
        (KnownSign.HowTo, -1.63),
        (KnownSign.Past, -3.40),
        (KnownSign.OwnState, -3.09),
        (KnownSign.Person, -0.85),
        (KnownSign.Favour, -1.28),
        (KnownSign.World, -1.62),
        (KnownSign.Measure, -1.76),
        (KnownSign.Reason, -0.32),
        (KnownSign.Live, -0.71),
        (KnownSign.Told, 0.39),
    ];

    private static double[] InOrder<TSign>((TSign Sign, double Weight)[] weights)
        where TSign : struct, Enum =>
        [.. Enum.GetValues<TSign>().Select(sign => weights.Single(pair => EqualityComparer<TSign>.Default.Equals(pair.Sign, sign)).Weight)];

    private static double Sum(double[] weights, double[] signs)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++)
            sum += weights[i] * signs[i];
        return sum;
    }
}
