using Voxie.Pipeline.Providers.Local.Dittli;

namespace Voxie.Pipeline.Tests.Providers.Local.Dittli;

public sealed class EnglishPronunciationTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["HELLO"] = "HH AH0 L OW1", ["ONE"] = "W AH1 N", ["TWO"] = "T UW1", ["A"] = "AH0", ["B"] = "B IY1", ["DON'T"] = "D OW1 N T",
        ["FAX"] = "F AE1 K S", ["DESK"] = "D EH1 S K", ["CAFE"] = "K AH0 F EY1", ["TWENTY"] = "T W EH1 N T IY0", ["LL"] = "L",
        ["PLEASE"] = "P L IY1 Z", ["IT"] = "IH1 T",
    };

    private static readonly EnglishPronunciation English = new(
        word => Known.TryGetValue(word, out var phones) ? phones.Split(' ') : null, word => [$"guess:{word}"]);

    [Theory]
    [InlineData("Hello.", "HH AH0 L OW1 .")]
    [InlineData("hello, one! two?", "HH AH0 L OW1 , W AH1 N ! T UW1 ?")]
    [InlineData("one; two: one — two…", "W AH1 N , T UW1 , W AH1 N , T UW1 …")]
    [InlineData("(one) \"two\"", "W AH1 N T UW1")]
    [InlineData("zyx", "guess:zyx")]
    [InlineData("Don't", "D OW1 N T")]
    [InlineData("Don’t", "D OW1 N T")]
    // Owners: after a hissing sound, a hard one, a soft one.
    [InlineData("fax's", "F AE1 K S IH0 Z")]
    [InlineData("desk's", "D EH1 S K S")]
    [InlineData("hello's", "HH AH0 L OW1 Z")]
    [InlineData("it'll", "IH1 T L")]
    [InlineData("'one'", "W AH1 N")]
    [InlineData("twenty-one", "T W EH1 N T IY0 W AH1 N")]
    [InlineData("- one", "W AH1 N")]
    [InlineData("café", "K AH0 F EY1")]
    // Capitals are spelled out unless they shout a word.
    [InlineData("AB", "EY1 B IY1")]
    [InlineData("IT", "guess:i guess:t")]
    [InlineData("PLEASE", "P L IY1 Z")]
    [InlineData("a", "AH0")]
    [InlineData("A desk", "AH0 D EH1 S K")]
    [InlineData("one A B", "W AH1 N EY1 B IY1")]
    [InlineData("B A.", "B IY1 EY1 .")]
    [InlineData("12", "W AH1 N T UW1")]
    [InlineData("desk1b", "D EH1 S K W AH1 N B IY1")]
    [InlineData("", "")]
    [InlineData("... ?", "")]
    [InlineData("今", "")]
    public void Text_becomes_phones_and_pauses(string text, string phones) => Assert.Equal(phones, string.Join(' ', English.Pronounce(text)));
}
