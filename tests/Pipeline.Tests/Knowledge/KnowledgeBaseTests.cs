using System.Globalization;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Knowledge;
using Xunit.Abstractions;

namespace Voxie.Pipeline.Tests.Knowledge;

public class KnowledgeBaseTests(ITestOutputHelper output)
{
    private static KnowledgeBase Base(AgentProfile agent) => new(agent.Knowledge, $"{agent.Name}. {InstructionFacts.Identity(agent.Instructions)}");

    [Fact]
    public void Paraphrased_questions_find_their_entry()
    {
        Assert.InRange(Right(ReceptionDesk.Profile, ReceptionQuestions.Known), 0.95, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, SecondReceptionQuestions.Known), 0.9, 1);
        Assert.InRange(Right(PublicLibrary.Profile, PublicLibrary.Known), 0.9, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, ThirdReceptionQuestions.Known), 0.9, 1);
        Assert.InRange(Right(ReceptionDesk.Profile, FourthReceptionQuestions.Known), 0.85, 1);
        Assert.InRange(Right(BicycleShop.Profile, BicycleShop.Known), 0.92, 1);
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
