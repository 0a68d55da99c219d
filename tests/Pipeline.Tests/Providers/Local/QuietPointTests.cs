using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class QuietPointTests
{
    [Theory]
    [InlineData(20000, 40000, 30000)]
    [InlineData(28000, 40000, 30000)]
    // The pause lies outside: any place inside will do.
    [InlineData(40000, 50000, 40480)]
    public void The_cut_lies_in_the_pause(int from, int to, int expected)
    {
        var speech = Enumerable.Repeat((short)4000, 80000).ToArray();
        speech.AsSpan(29000, 2000).Clear();
        Assert.InRange(QuietPoint.Find(speech, 8000, from, to), expected - 900, expected + 900);
    }
}
