using System.Globalization;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Knowledge;
using Xunit.Abstractions;

namespace Voxie.Pipeline.Tests.Knowledge;

public class KnowledgeBaseTests(ITestOutputHelper output)
{
    private static KnowledgeBase Base(AgentProfile agent) => new(agent.Knowledge, $"{agent.Name}. {InstructionFacts.Business(agent.Instructions)}");

    [Fact]
    public void Paraphrased_questions_find_their_entry()
    {
        Assert.InRange(Right(ReceptionDesk.Profile, ReceptionQuestions.Known), 0.95, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, SecondReceptionQuestions.Known), 0.9, 1);
        Assert.InRange(Right(PublicLibrary.Profile, PublicLibrary.Known), 0.9, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, ThirdReceptionQuestions.Known), 0.9, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, FourthReceptionQuestions.Known), 0.85, 1);
        Assert.InRange(Right(BicycleShop.Profile, BicycleShop.Known), 0.92, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, FifthReceptionQuestions.Known), 0.8, 1);
        Assert.InRange(Right(VeterinaryClinic.Profile, VeterinaryClinic.Known), 0.82, 1);
        Assert.InRange(Right(Gym.Profile, Gym.Known), 0.82, 1);
    }

    [Fact]
    public void Questions_about_something_else_are_not_known()
    {
        Assert.InRange(Refused(ReceptionDesk.Profile, ReceptionQuestions.OffTopic), 0.95, 1);
        Assert.InRange(Refused(ReceptionDesk.Profile, SecondReceptionQuestions.OffTopic), 0.9, 1);
        Assert.InRange(Refused(PublicLibrary.Profile, PublicLibrary.OffTopic), 0.85, 1);
        Assert.InRange(Refused(ReceptionDesk.Profile, ThirdReceptionQuestions.OffTopic), 0.9, 1);
        Assert.InRange(Refused(ReceptionDesk.Profile, FourthReceptionQuestions.OffTopic), 0.85, 1);
        Assert.InRange(Refused(BicycleShop.Profile, BicycleShop.OffTopic), 0.9, 1);
        Assert.InRange(Refused(ReceptionDesk.Profile, FifthReceptionQuestions.OffTopic), 0.9, 1);
        Assert.InRange(Refused(VeterinaryClinic.Profile, VeterinaryClinic.OffTopic), 0.88, 1);
        Assert.InRange(Refused(Gym.Profile, Gym.OffTopic), 0.84, 1);
    }

    [Fact]
    public void Businesses_that_nobody_tuned_to_are_understood_less_well()
    {
        // The honest figures: only the numbers are looked at. The limits are what is reached, less a little.
        var (right, refused) = (Share(QuestionSet.Unseen, known: true), Share(QuestionSet.Unseen, known: false));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"right {right:P1}, refused {refused:P1}"));
        Assert.InRange(right, 0.67, 1);
        Assert.InRange(refused, 0.84, 1);
    }

    [Fact]
    public void A_recogniser_that_sets_no_punctuation_and_no_capitals_changes_little()
    {
        var sets = QuestionSet.Earlier.Concat(QuestionSet.Unseen).ToArray();
        var plain = sets.Select(static set => set with { Questions = [.. set.Questions.Select(static question => question with { Text = Plain(question.Text) })] }).ToArray();
        foreach (var known in (bool[])[true, false])
            Assert.InRange(Share(plain, known), Share(sets, known) - 0.02, 1);
    }

    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Replace('-', ' ').Where(static letter => char.IsLetterOrDigit(letter) || letter is ' ' or '\''));

    [Fact]
    public void Held_back_questions_are_answered_and_refused_too()
    {
        // Nobody tunes to these: only their number is looked at. The limits are what is reached, less a little.
        var sets = QuestionSet.Development.Select(static set => set with { Questions = [.. set.Questions.Where(static question => question.HeldBack)] }).ToArray();
        var (right, refused) = (Share(sets, known: true), Share(sets, known: false));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"right {right:P1}, refused {refused:P1}"));
        Assert.InRange(right, 0.85, 1);
        Assert.InRange(refused, 0.85, 1);
    }

    private static double Share(IEnumerable<QuestionSet> sets, bool known)
    {
        var good = new List<bool>();
        foreach (var set in sets)
        {
            var knowledge = JudgementFit.KnowledgeOf(set);
            foreach (var question in set.Questions.Where(question => question.Expected is not null == known))
            {
                var answer = knowledge.Search(question.Text);
                good.Add(known ? answer.Known && question.Accepts(answer.Entry!.Title) : !answer.Known);
            }
        }
        return good.Count(static one => one) / (double)good.Count;
    }

    private double Right(AgentProfile agent, IReadOnlyList<(string Question, string Expected)> questions)
    {
        var knowledge = Base(agent);
        var right = 0;
        foreach (var (question, expected) in questions)
        {
            var answer = knowledge.Search(question);
            if (answer.Known && expected.Split('|').Any(start => answer.Entry!.Title.StartsWith(start, StringComparison.Ordinal)))
                right++;
            else
                output.WriteLine($"MISSED {question} -> {Describe(answer)}");
        }
        output.WriteLine($"{agent.Id}: {right} of {questions.Count}");
        return right / (double)questions.Count;
    }

    private double Refused(AgentProfile agent, IReadOnlyList<string> questions)
    {
        var knowledge = Base(agent);
        var refused = 0;
        foreach (var question in questions)
        {
            var answer = knowledge.Search(question);
            if (answer.Known)
                output.WriteLine($"ANSWERED {question} -> {Describe(answer)}");
            else
                refused++;
        }
        output.WriteLine($"{agent.Id}: refused {refused} of {questions.Count}");
        return refused / (double)questions.Count;
    }

    private static string Describe(KnowledgeAnswer answer) => string.Create(CultureInfo.InvariantCulture,
        $"known={answer.Known} {answer.Confidence:0.00} {string.Join(", ", answer.Ranked.Take(3).Select(static entry => $"{entry.Entry.Title} {entry.Score:0.00}"))}");
}
