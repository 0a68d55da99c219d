using System.Text;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Moonshine;

namespace Voxie.Pipeline.Tests.Providers.Local.Moonshine;

public sealed class MoonshineVocabularyTests
{
    private static readonly MoonshineVocabulary Small = MoonshineVocabulary.Parse(
        Convert.ToBase64String(Encoding.UTF8.GetBytes("<unk>\n<s>\n</s>\n<0xC3>\n<0xA9>\n▁caf\n▁au\n<0x\n<0xZZ>")));

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("caf au", new[] { 5, 6 })]
    [InlineData("café au", new[] { 5, 3, 4, 6 })]
    [InlineData("au", new[] { 1, 6, 2, 0 })]
    [InlineData("au", new[] { 6, 31999, 32767, -1 })]
    [InlineData("<0x<0xZZ>", new[] { 7, 8 })]
    public void Tokens_are_joined_as_bytes_and_markers_say_nothing(string text, int[] ids) => Assert.Equal(text, Small.Decode(ids));

    [Fact]
    public void Half_a_character_does_not_throw() => Assert.Equal("\uFFFD", Small.Decode([3]));

    [Fact]
    public void What_is_no_vocabulary_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => MoonshineVocabulary.Parse("?"));
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "const nothing = 1;");
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => MoonshineVocabulary.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SpeechModelsFact]
    public void The_published_vocabulary_has_32000_pieces()
    {
        var vocabulary = MoonshineVocabulary.Read(LocalSpeechFixture.Models.Require(LocalModels.MoonshineVocabulary));
        Assert.Equal(32000, vocabulary.Count);
        // 0x41 stands at 3 + 0x41; 15043 and 3186 are Llama's " Hello" and " world".
        Assert.Equal("A", vocabulary.Decode([3 + 0x41]));
        Assert.Equal("Hello world", vocabulary.Decode([15043, 3186]));
    }
}
