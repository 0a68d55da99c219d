using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Tests.Speaking;

public sealed class SilenceTrimTests
{
    // One character per sample: # audible, . silent. Margin 2.
    [Theory]
    [InlineData(".....##..", "..##..", 3)]
    [InlineData(".....|..##", "..##", 5)]
    [InlineData(".##.....##.....", ".##.....##..", 0)]
    [InlineData("##....|....##...", "##........##..", 0)]
    [InlineData("##....|....", "##..", 0)]
    [InlineData("....|....", "", 8)]
    [InlineData("#|.|.|#", "#..#", 0)]
    [InlineData("", "", 0)]
    public void Silence_goes_at_the_ends_and_stays_in_the_middle(string chunks, string expected, int taken)
    {
        var trim = new SilenceTrim(2);
        var played = chunks.Split('|').SelectMany(chunk => trim.Take(chunk.Select(c => (short)(c == '#' ? 1000 : 0)).ToArray())).ToArray();
        Assert.Equal(expected, string.Concat(played.Select(s => s == 0 ? '.' : '#')));
        Assert.Equal(taken, trim.Taken);
    }
}
