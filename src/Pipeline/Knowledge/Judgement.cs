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
        (RankSign.TitleMain, 0.23),
        (RankSign.TextMain, 2.49),
        (RankSign.TitleVerb, 1.53),
        (RankSign.TextVerb, 1.09),
        (RankSign.TitleSide, 0.56),
        (RankSign.TextSide, 2.19),
        (RankSign.BestInTitle, 1.65),
        (RankSign.AskedInTitle, 2.71),
        (RankSign.AskedInText, 3.34),
        (RankSign.AskedMissing, -1.60),
        (RankSign.KindMissing, -2.14),
        (RankSign.LightInTitle, 2.03),
        (RankSign.LightInText, 3.54),
        (RankSign.Pairs, 2.21),
        (RankSign.TitleShare, 1.91),
        (RankSign.Often, 5.75),
    ];

    private static (KnownSign Sign, double Weight)[] FittedKnowing() =>
    [
        (KnownSign.Always, -1.48),
        (KnownSign.Lead, 1.23),
        (KnownSign.TitleShare, 0.68),
        (KnownSign.BestInTitle, -0.24),
        (KnownSign.BestInText, -0.05),
        (KnownSign.BestBeside, 0.58),
        (KnownSign.BestAside, 1.46),
        (KnownSign.BesideOnly, 0.87),
        (KnownSign.VerbMatch, 0.31),
        (KnownSign.Specific, -0.72),
        (KnownSign.TextOnly, -0.81),
        (KnownSign.Explained, 2.54),
        (KnownSign.Elsewhere, 0.02),
        (KnownSign.MainElsewhere, -1.04),
        (KnownSign.NameOnly, -0.70),
        (KnownSign.InName, -1.71),
        (KnownSign.UnknownMain, -2.13),
        (KnownSign.UnknownVerb, -0.15),
        (KnownSign.UnknownSide, -1.23),
        (KnownSign.UnknownAside, 0.09),
        (KnownSign.UnknownStory, -0.71),
        (KnownSign.UnknownModifier, -1.47),
        (KnownSign.EverydayUnknown, -0.73),
        (KnownSign.ForeignMain, -1.89),
        (KnownSign.ForeignSide, -0.92),
        (KnownSign.ForeignAside, -0.87),
        (KnownSign.ForeignStory, -1.00),
        (KnownSign.ForeignDeed, -2.97),
        (KnownSign.NamedMissing, -0.32),
        (KnownSign.AskedMet, 0.94),
        (KnownSign.AskedMissing, -0.93),
        (KnownSign.PriceMissing, -0.45),
        (KnownSign.DurationMissing, -0.65),
        (KnownSign.CountMissing, -0.54),
        (KnownSign.NoTopic, -0.51),
        (KnownSign.NoTopicMeansUs, 0.14),
        (KnownSign.OnlyAsked, 0.58),
        (KnownSign.LightInTitle, 0.85),
        (KnownSign.MeansYou, 0.40),
        (KnownSign.MeansMe, 1.02),
        (KnownSign.HowTo, -1.74),
        (KnownSign.Past, -3.42),
        (KnownSign.OwnState, -3.08),
        (KnownSign.Person, -0.84),
        (KnownSign.Favour, -1.38),
        (KnownSign.World, -1.67),
        (KnownSign.Measure, -1.73),
        (KnownSign.Reason, -0.33),
        (KnownSign.Live, -0.70),
        (KnownSign.Told, 0.37),
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
