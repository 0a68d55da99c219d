using Voxie.Interop.Speech;

namespace Voxie.Interop.HarnessTests;

public sealed class SpeechTests
{
    [Theory]
    [InlineData("Press 9 for more entries.", "press nine for more entries", 0)]
    [InlineData("Press 9 for more entries.", "press nine for entries", 1)]
    [InlineData("Press 9 for more entries.", "", 5)]
    [InlineData("You may quit voicemail", "you may quit voice mail", 0)]
    [InlineData("to re-record it", "to rerecord it", 0)]
    [InlineData("press the pound key", "Press the # key!", 0)]
    [InlineData("M I S D N", "misdn", 0)]
    [InlineData("the twenty first of 1250", "the 21st of one thousand two hundred fifty", 0)]
    [InlineData("I'm sorry", "Im sorry", 0)]
    public void Words_are_compared_as_spoken(string spoken, string heard, int edits) =>
        Assert.Equal(edits, WordErrors.Of(spoken, heard).Edits);

    [Fact]
    public void The_human_prompts_are_the_256_that_figures_are_quoted_for()
    {
        Assert.Equal(256, Prompts.All.Count);
        Assert.InRange(Prompts.All.Sum(prompt => prompt.Samples.Length) / 8000.0, 860, 880);
    }

    [Fact]
    public void Questions_and_their_answers_can_be_judged()
    {
        Assert.Equal(68, QuestionSet.Paraphrased.Count);
        Assert.Equal(24, QuestionSet.OffTopic.Count);

        var price = QuestionSet.Paraphrased.Single(question => question.Id == "p17");
        Assert.True(price.IsAnsweredBy("A check-up with X-rays costs $60."));
        Assert.True(price.IsAnsweredBy("That is sixty dollars."));
        Assert.False(price.IsAnsweredBy("That is $160."));
        Assert.False(price.IsAnsweredBy("I'm afraid I don't know what 60 is. Shall I take a message?"));

        var weather = QuestionSet.OffTopic[0];
        Assert.True(weather.IsAnsweredBy("I'm sorry, I don’t know that. Would you like to leave a message?"));
        Assert.False(weather.IsAnsweredBy("I don't know."));
    }
}
