using Voxie.Pipeline.Listening;

namespace Voxie.Pipeline.Tests.Listening;

public sealed class PhraseEndingTests
{
    [Theory]
    [InlineData("What are your opening hours?", true)]
    [InlineData("I need a cleaning.", true)]
    [InlineData("Yes.", true)]
    [InlineData("No!", true)]
    [InlineData("My name is John.", true)]
    [InlineData("Yes, I do.", true)]
    [InlineData("I think it is.", true)]
    [InlineData("Who is it for?", true)]
    [InlineData("What does it cost", false)]
    [InlineData("I would like to.", false)]
    [InlineData("My name is.", false)]
    [InlineData("I'd like a cleaning and.", false)]
    [InlineData("Because...", false)]
    [InlineData("It costs\u2026", false)]
    [InlineData("Um.", false)]
    [InlineData("So, um,", false)]
    [InlineData("I want to talk to Dr.", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    public void A_mark_is_no_end_behind_a_word_that_calls_for_more(string text, bool finished) =>
        Assert.Equal(finished, PhraseEnding.LooksFinished(text));
}
