using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Tests.Speaking;

public sealed class HeardTextTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(100, "")]
    [InlineData(125, "It")]
    [InlineData(600, "It costs")]
    [InlineData(700, "It costs")]
    [InlineData(900, "It costs $60")]
    [InlineData(5000, "It costs $60 today.")]
    public void By_the_words_times_a_word_counts_from_its_middle(int heardMs, string expected)
    {
        (TimeSpan, TimeSpan)[] words = [.. Enumerable.Range(0, 5).Select(i => (TimeSpan.FromMilliseconds(i * 250), TimeSpan.FromMilliseconds(i * 250 + 250)))];
        Assert.Equal(expected, HeardText.Of("It costs $60 today.", "It costs sixty dollars today.", words, TimeSpan.FromMilliseconds(heardMs), null));
    }

    [Theory]
    [InlineData(0, 2000, "")]
    [InlineData(1000, 2000, "one two")]
    [InlineData(2000, 2000, "one two three four")]
    [InlineData(9000, 2000, "one two three four")]
    [InlineData(600, null, "one two")]
    public void Without_times_by_the_share_of_the_letters(int heardMs, int? totalMs, string expected) =>
        Assert.Equal(expected, HeardText.Of("one two three four", "one two three four", [], TimeSpan.FromMilliseconds(heardMs),
            totalMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null));

    [Fact]
    public void Numbers_are_as_long_as_they_are_spoken()
    {
        var heard = HeardText.Of("We are open from 8:30 am to 6 pm.", "We are open from eight thirty A M to six P M.", [],
            TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
        Assert.Equal("We are open from", heard);
    }

    [Fact]
    public void Nothing_written_is_nothing_heard() => Assert.Equal("", HeardText.Of(" ", "", [], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
}
