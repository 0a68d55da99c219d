using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Tests.Knowledge;

/// <summary>
/// Finds the weights of <see cref="Judgement"/>: a softmax over entries for the choice, a logistic for "known", both by gradient
/// descent with a penalty that keeps weights small. Deterministic.
/// </summary>
internal static class JudgementFit
{
    private const double Penalty = 0.0007;
    private const double OffTopic = 2;
    private const double Rate = 0.5;
    private const int Rounds = 1500;

    /// <summary>One question against the entries of its business.</summary>
    private sealed record Sample(IReadOnlyList<TermMatch> Matches, double[][] Signs, Question Asked, bool[] Accepted, double Weight);

    public static Judgement Fit(IEnumerable<(QuestionSet Set, double Weight)> sets)
    {
        var samples = sets.SelectMany(static pair => Samples(pair.Set, pair.Weight)).ToArray();
        var ranking = Ranking([.. samples.Where(static sample => sample.Accepted.Contains(true))]);
        return new Judgement(ranking, Knowing(samples, new Judgement(ranking, [])));
    }

    private static IEnumerable<Sample> Samples(QuestionSet set, double weight)
    {
        var knowledge = KnowledgeOf(set);
        foreach (var question in set.Questions)
        {
            var asked = Question.Of(question.Text);
            var (matches, signs) = knowledge.Weigh(asked);
            if (matches.Any(static match => match.Most > 0))
                yield return new Sample(matches, signs, asked, [.. set.Agent.Knowledge.Select(entry => question.Accepts(entry.Title))], weight * (question.Expected is null ? OffTopic : 1));
        }
    }

    public static KnowledgeBase KnowledgeOf(QuestionSet set, Judgement? judgement = null) =>
        new(set.Agent.Knowledge, $"{set.Agent.Name}. {InstructionFacts.Business(set.Agent.Instructions)}", judgement);

    private static double[] Ranking(Sample[] samples)
    {
        var weights = new double[Enum.GetValues<RankSign>().Length];
        var total = samples.Sum(static sample => sample.Weight);
        return Descend(weights, gradient =>
        {
            foreach (var sample in samples)
            {
                var scores = Array.ConvertAll(sample.Signs, signs => Math.Exp(Product(signs, weights)));
                var all = scores.Sum();
                var right = scores.Where((_, entry) => sample.Accepted[entry]).Sum();
                for (var entry = 0; entry < scores.Length; entry++)
                {
                    var pull = (scores[entry] / all) - (sample.Accepted[entry] ? scores[entry] / right : 0);
                    for (var i = 0; i < weights.Length; i++)
                        gradient[i] += sample.Weight * pull * sample.Signs[entry][i] / total;
                }
            }
        });
    }

    private static double[] Knowing(Sample[] samples, Judgement ranked)
    {
        var weights = new double[Enum.GetValues<KnownSign>().Length];
        var total = samples.Sum(static sample => sample.Weight);
        var rows = samples.Select(sample =>
        {
            var scores = Array.ConvertAll(sample.Signs, ranked.Rank);
            var best = Enumerable.Range(0, scores.Length).Where(entry => sample.Matches.Any(match => match.Quality(entry) > 0)).MaxBy(entry => scores[entry]);
            return (Signs: KnownEvidence.Of(sample.Matches, best, sample.Signs[best], KnowledgeBase.Lead(scores, best), sample.Asked.Form), Known: sample.Accepted.Contains(true), sample.Weight);
        }).ToArray();
        return Descend(weights, gradient =>
        {
            foreach (var (signs, known, weight) in rows)
            {
                var pull = weight * ((1 / (1 + Math.Exp(-Product(weights, signs)))) - (known ? 1 : 0)) / total;
                for (var i = 0; i < weights.Length; i++)
                    gradient[i] += pull * signs[i];
            }
        });
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Gradient descent with momentum; changes and returns <paramref name="weights"/>.</summary>
    private static double[] Descend(double[] weights, Action<double[]> addGradient)
    {
        var speed = new double[weights.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = Array.ConvertAll(weights, static weight => Penalty * weight);
            addGradient(gradient);
            for (var i = 0; i < weights.Length; i++)
            {
                speed[i] = (0.9 * speed[i]) - (Rate * 0.2 * gradient[i]);
                weights[i] += speed[i];
            }
        }
        return weights;
    }
}
