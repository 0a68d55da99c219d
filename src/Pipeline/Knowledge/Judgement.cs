namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// The weights that turn <see cref="Evidence"/> into a choice of entry (a linear score) and into "known or not" (a logistic one).
/// Both were fitted by gradient descent to the development questions of the tests (JudgementFit in tests/Pipeline.Tests/Knowledge),
/// off-topic questions counted double, a quarter of the newest questions held back. After changing a sign, a list of words or the
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
        (RankSign.TitleMain, 0.55),
        (RankSign.TextMain, 2.18),
        (RankSign.TitleVerb, 1.32),
        (RankSign.TextVerb, 0.95),
        (RankSign.TitleSide, 0.27),
        (RankSign.TextSide, 1.16),
        (RankSign.BestInTitle, 1.90),
        (RankSign.AskedInTitle, 0.97),
        (RankSign.AskedInText, 1.44),
        (RankSign.AskedMissing, -2.32),
        (RankSign.LightInTitle, 0.85),
        (RankSign.LightInText, 2.56),
        (RankSign.Pairs, 2.19),
        (RankSign.TitleShare, 2.77),
        (RankSign.Often, 4.66),
    ];

    private static (KnownSign Sign, double Weight)[] FittedKnowing() =>
    [
        (KnownSign.Always, -0.80),
        (KnownSign.BestInTitle, 0.17),
        (KnownSign.BestInText, -0.47),
        (KnownSign.BestBeside, 1.26),
        (KnownSign.VerbMatch, 0.31),
        (KnownSign.UnknownMain, -2.25),
        (KnownSign.UnknownVerb, -0.22),
        (KnownSign.UnknownSide, -0.68),
        (KnownSign.UnknownStory, 0.36),
        (KnownSign.Elsewhere, -1.48),
        (KnownSign.AskedMet, 1.18),
        (KnownSign.AskedMissing, -0.11),
        (KnownSign.AskedMissingText, -0.23),
        (KnownSign.MeansUs, 1.19),
        (KnownSign.Lead, 1.15),
        (KnownSign.NoTopic, 0.33),
        (KnownSign.NoTopicMeansUs, 0.66),
        (KnownSign.NoTopicAskedMet, -0.00),
        (KnownSign.NoTopicLight, 0.64),
        (KnownSign.Explained, 1.61),
        (KnownSign.EverydayUnknown, 0.44),
        (KnownSign.NameOnly, -0.80),
        (KnownSign.ForeignMain, -1.71),
        (KnownSign.ForeignSide, -1.57),
        (KnownSign.ForeignDeed, -2.59),
        (KnownSign.UnknownHead, -0.56),
        (KnownSign.UnknownModifier, 0.22),
        (KnownSign.HowTo, -1.32),
        (KnownSign.HowOld, -0.40),
        (KnownSign.TextOnly, -0.82),
        (KnownSign.Named, -1.27),
        (KnownSign.NamedUnknown, -0.19),
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
