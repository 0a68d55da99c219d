using Voxie.Pipeline.Providers.Local.Moonshine;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Tests.Providers.Local.Moonshine;

public sealed class WordBiasTests
{
    private static readonly WordBias Bias = new([new("tram", 1), new("Trains", 1), new("card", 0.5)]);

    [Theory]
    [InlineData(" tram", WordBias.WholeWord)]
    [InlineData(" the| tram|?", WordBias.WholeWord)]
    [InlineData(" tr|am", WordBias.WholeWord)]
    [InlineData(" t|r|a|m|s", 0)]
    [InlineData(" tr|end", 0)]
    [InlineData(" train", 0)]
    [InlineData(" trains", WordBias.WholeWord)]
    [InlineData(" tram|-|trains", 2 * WordBias.WholeWord)]
    [InlineData(" card", WordBias.WholeWord / 2)]
    [InlineData(" dis|card", 0)]
    [InlineData(" no| thing", 0)]
    [InlineData("", 0)]
    public void A_whole_expected_word_counts_and_nothing_else(string pieces, double whole) => Assert.Equal(whole, Read(pieces), 6);

    [Fact]
    public void The_beginning_of_an_expected_word_counts_already()
    {
        var (_, half) = Bias.Advance(WordBias.WordStart, " tr");
        Assert.InRange(half, 0.2 * WordBias.WholeWord, 0.8 * WordBias.WholeWord);
    }

    [Fact]
    public void Without_words_nothing_counts()
    {
        Assert.Equal(0, WordBias.None.Most);
        Assert.Equal(0, WordBias.None.Advance(WordBias.WordStart, " tram").Change);
    }

    private static double Read(string pieces)
    {
        var (state, sum) = (WordBias.WordStart, 0.0);
        foreach (var piece in pieces.Split('|'))
        {
            (state, var change) = Bias.Advance(state, piece);
            sum += change;
        }
        return sum + Bias.End(state);
    }
}
