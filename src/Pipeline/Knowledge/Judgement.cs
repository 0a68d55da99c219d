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
        (RankSign.TitleMain, 0.51),
        (RankSign.TextMain, 2.17),
        (RankSign.TitleVerb, 1.21),
        (RankSign.TextVerb, 0.70),
        (RankSign.TitleSide, 0.53),
        (RankSign.TextSide, 1.05),
        (RankSign.BestInTitle, 1.89),
        (RankSign.AskedInTitle, 1.02),
        (RankSign.AskedInText, 1.64),
        (RankSign.AskedMissing, -2.22),
        (RankSign.LightInTitle, 0.94),
        (RankSign.LightInText, 2.63),
        (RankSign.Pairs, 2.18),
        (RankSign.TitleShare, 2.82),
        (RankSign.Often, 4.39),
    ];

    private static (KnownSign Sign, double Weight)[] FittedKnowing() =>
    [
        (KnownSign.Always, -0.72),
        (KnownSign.BestInTitle, 0.13),
        (KnownSign.BestInText, -0.40),
        (KnownSign.BestBeside, 1.24),
        (KnownSign.VerbMatch, 0.20),
        (KnownSign.UnknownMain, -2.16),
        (KnownSign.UnknownVerb, -0.22),
        (KnownSign.UnknownSide, -0.68),
        (KnownSign.UnknownStory, 0.51),
        (KnownSign.Elsewhere, -1.53),
        (KnownSign.AskedMet, 1.02),
        (KnownSign.AskedMissing, 0.02),
        (KnownSign.AskedMissingText, -0.29),
        (KnownSign.MeansUs, 1.12),
        (KnownSign.Lead, 1.14),
        (KnownSign.NoTopic, 0.34),
        (KnownSign.NoTopicMeansUs, 0.65),
        (KnownSign.NoTopicAskedMet, 0.03),
        (KnownSign.NoTopicLight, 0.62),
        (KnownSign.Explained, 1.67),
        (KnownSign.EverydayUnknown, 0.41),
        (KnownSign.NameOnly, -0.84),
        (KnownSign.ForeignMain, -1.75),
        (KnownSign.ForeignSide, -1.60),
        (KnownSign.ForeignDeed, -2.32),
        (KnownSign.UnknownHead, -0.50),
        (KnownSign.UnknownModifier, 0.21),
        (KnownSign.HowTo, -1.30),
        (KnownSign.HowOld, -0.44),
        (KnownSign.TextOnly, -0.90),
        (KnownSign.Named, -1.31),
        (KnownSign.NamedUnknown, -0.18),
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
