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
        foreach (var sign in Enum.GetValues<RankSign>())
            Check($"RankSign.{sign}", fit.Ranking[(int)sign], Judgement.Fitted.Ranking[(int)sign]);
        foreach (var sign in Enum.GetValues<KnownSign>())
            Check($"KnownSign.{sign}", fit.Knowing[(int)sign], Judgement.Fitted.Knowing[(int)sign]);
    }

    private void Check(string sign, double fitted, double shipped)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({sign}, {fitted:0.00}),"));
        Assert.True(Math.Abs(fitted - shipped) < 0.05, string.Create(CultureInfo.InvariantCulture, $"{sign}: fitted {fitted:0.00}, in the code {shipped:0.00}"));
    }
}
