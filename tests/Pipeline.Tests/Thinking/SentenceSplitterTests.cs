using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Thinking;

public class SentenceSplitterTests
{
    [Theory]
    [InlineData("Hello. How are you?", "Hello.|How are you?")]
    [InlineData("Dr. Marsh is in. Mr. Osei is not.", "Dr. Marsh is in.|Mr. Osei is not.")]
    [InlineData("It costs 3.50 dollars. Fine!", "It costs 3.50 dollars.|Fine!")]
    [InlineData("Write to hello@a.example. Bye.", "Write to hello@a.example.|Bye.")]
    [InlineData("Visit www.a.example now. Bye.", "Visit www.a.example now.|Bye.")]
    [InlineData("Well... maybe. Yes.", "Well... maybe.|Yes.")]
    [InlineData("Well... Maybe.", "Well...|Maybe.")]
    [InlineData("Open at 8 a.m. on Monday. Come in.", "Open at 8 a.m. on Monday.|Come in.")]
    [InlineData("We open at 8 a.m. Come in.", "We open at 8 a.m.|Come in.")]
    [InlineData("Fruit, e.g. apples. Done.", "Fruit, e.g. apples.|Done.")]
    [InlineData("J. R. Smith called. Yes.", "J. R. Smith called.|Yes.")]
    [InlineData("Take plan B. Then call.", "Take plan B.|Then call.")]
    [InlineData("1. First thing\n2. Second thing", "1. First thing|2. Second thing")]
    [InlineData("Really?! Yes.", "Really?!|Yes.")]
    [InlineData("He said \"stop.\" Then left.", "He said \"stop.\"|Then left.")]
    [InlineData("No end here", "No end here")]
    [InlineData("So do I. Good.", "So do I.|Good.")]
    [InlineData("Line one\nline two", "Line one|line two")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("The No. 4 bus stops here. Good.", "The No. 4 bus stops here.|Good.")]
    public void Sentences_end_where_they_should_however_the_text_arrives(string text, string expected)
    {
        var sentences = expected.Length == 0 ? [] : expected.Split('|');
        foreach (var size in new[] { 1, 2, 3, 7, 1000 })
            Assert.Equal(sentences, Split(new SentenceSplitter(firstClauseWords: 0), text, size));
    }

    [Theory]
    [InlineData("We are open from Monday to Friday, and on Saturday, of course. Come, please, and see us all then.",
        "We are open from Monday to Friday,|and on Saturday, of course.|Come, please, and see us all then.")]
    [InlineData("Yes, we are. All of you, come.", "Yes, we are.|All of you, come.")]
    [InlineData("That will be about 1,250 dollars in all. Good.", "That will be about 1,250 dollars in all.|Good.")]
    public void The_first_clause_may_come_early(string text, string expected) =>
        Assert.Equal(expected.Split('|'), Split(new SentenceSplitter(firstClauseWords: 5), text, 4));

    [Fact]
    public void A_sentence_is_given_as_soon_as_the_space_behind_it_is_there()
    {
        var splitter = new SentenceSplitter();
        Assert.Empty(splitter.Push("We are open"));
        Assert.Empty(splitter.Push(" today."));
        Assert.Equal(["We are open today."], splitter.Push(" "));
        Assert.Null(splitter.Finish());
    }

    [Fact]
    public void An_endless_sentence_is_cut_at_a_comma()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 40)) + ", and more.";
        Assert.Equal(2, Split(new SentenceSplitter(firstClauseWords: 0), text, 9).Count);
    }

    private static List<string> Split(SentenceSplitter splitter, string text, int size)
    {
        var sentences = new List<string>();
        for (var at = 0; at < text.Length; at += size)
            sentences.AddRange(splitter.Push(text.Substring(at, Math.Min(size, text.Length - at))));
        if (splitter.Finish() is { } rest)
            sentences.Add(rest);
        return sentences;
    }
}
