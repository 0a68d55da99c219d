using System.Globalization;
using Voxie.Pipeline.Knowledge;
using Xunit.Abstractions;

namespace Voxie.Pipeline.Tests.Knowledge;

public class JudgementFitTests(ITestOutputHelper output)
{
    private static IEnumerable<(QuestionSet Set, double Weight)> Tuning { get; } =
        [.. QuestionSet.Development.Select(static set => set with { Questions = [.. set.Questions.Where(static question => !question.HeldBack)] })
            .Concat(QuestionSet.Earlier).Select(static set => (set, 1.0)), .. QuestionSet.General.Select(static set => (set, General))];

    // Many questions, put to every business: together they weigh like one more business.
    private const double General = 0.08;

    [Fact]
    public void Fitted_weights_are_those_in_the_code()
    {
        var fit = JudgementFit.Fit(Tuning);
        (string Name, double Fitted, double Shipped)[] weights =
        [
            .. Enum.GetValues<RankSign>().Select(sign => ($"RankSign.{sign}", fit.Ranking[(int)sign], Judgement.Fitted.Ranking[(int)sign])),
            .. Enum.GetValues<KnownSign>().Select(sign => ($"KnownSign.{sign}", fit.Knowing[(int)sign], Judgement.Fitted.Knowing[(int)sign])),
        ];
        // All of them before the first that is wrong: the table goes into the code.
        foreach (var (name, fitted, _) in weights)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({name}, {fitted:0.00}),"));
        Assert.All(weights, static weight => Assert.Equal(weight.Fitted, weight.Shipped, 0.05));
    }
}
