using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.TestKit;

public sealed class WordErrorRateTests
{
    [Theory]
    [InlineData("Please hold the line.", "please hold the line", 0, 4)]
    [InlineData("Please hold the line.", "", 4, 4)]
    [InlineData("Please hold the line.", "Please fold line", 2, 4)]
    [InlineData("hold", "please hold the line", 3, 1)]
    // Writing is not hearing.
    [InlineData("press 1 now", "Press one, now!", 0, 3)]
    [InlineData("room 142", "room one hundred forty-two", 0, 5)]
    [InlineData("dial 911", "dial nine one one", 0, 4)]
    [InlineData("dial nine one one", "dial 911", 0, 4)]
    [InlineData("5551728394", "5 5 5 1 7 2 8 3 9 4", 0, 10)]
    [InlineData("I'm sorry, that's it", "I am sorry that is it", 0, 6)]
    [InlineData("your party's name", "your partys name", 0, 3)]
    [InlineData("voice mail", "voicemail", 0, 2)]
    [InlineData("log in", "login", 0, 2)]
    [InlineData("voicemail", "voice mail", 0, 1)]
    [InlineData("press * or #", "press star or pound", 0, 4)]
    [InlineData("[beep] hello", "hello", 0, 1)]
    public void Words_are_compared_and_not_their_spelling(string said, string heard, int errors, int words) =>
        Assert.Equal(new WordErrorRate(errors, words), WordErrorRate.Measure(said, heard));

    [Fact]
    public void Rates_are_summed_over_words() =>
        Assert.Equal(0.2, (WordErrorRate.Measure("one two three", "one two") + WordErrorRate.Measure("four five", "four five")).Rate, 6);
}
