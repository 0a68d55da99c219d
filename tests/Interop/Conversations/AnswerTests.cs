using Voxie.Interop.Harness;
using Xunit.Abstractions;

namespace Voxie.Interop.Conversations;

/// <summary>What the agent answers to questions it has not been tuned to: the facts when it has them, and the truth when it has not.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class AnswerTests(VoxieNode node, ITestOutputHelper output)
{
    /// <summary>
    /// The aim, and not reached: 34 of 42 (81 %) at the last run (docs/performance.md). It stands in the long run until it is, for a red
    /// test in every run would hide the next one.
    /// </summary>
    [LongFact]
    public async Task Questions_asked_in_other_words_are_answered_from_what_the_agent_knows()
    {
        var answers = (await node.Questions.AnswersAsync()).Where(answer => answer.Question.Entry is not null).ToList();

        Assert.True(Share(answers) >= 0.85, $"answered right: {Share(answers):P1}");
    }

    [Fact]
    public async Task What_the_agent_does_not_know_it_says_and_offers_to_take_a_message()
    {
        var answers = (await node.Questions.AnswersAsync()).Where(answer => answer.Question.Entry is null).ToList();

        Assert.True(Share(answers) >= 0.90, $"off topic admitted: {Share(answers):P1}");
    }

    private double Share(List<AnsweredQuestion> answers)
    {
        foreach (var answer in answers)
        {
            output.WriteLine(answer.ToString());
        }

        return answers.Average(answer => answer.IsRight ? 1.0 : 0.0);
    }
}
