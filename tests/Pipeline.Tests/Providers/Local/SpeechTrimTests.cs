using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class SpeechTrimTests
{
    private const int RateHz = 16000;

    // Milliseconds of silence, sound, silence; what is left of the first and of all.
    [Theory]
    [InlineData(500, 1000, 500, 30, 1210)]
    [InlineData(10, 1000, 50, 10, 1060)]
    [InlineData(0, 1000, 0, 0, 1000)]
    [InlineData(300, 0, 0, 0, 0)]
    public void Silence_is_cut_to_a_breath(int beforeMs, int soundMs, int afterMs, int leadMs, int totalMs)
    {
        short[] speech = [.. new short[Samples(beforeMs)], .. Enumerable.Repeat((short)5000, Samples(soundMs)), .. new short[Samples(afterMs)]];
        var trimmed = SpeechTrim.Trim(speech, RateHz).Span;
        Assert.Equal(Samples(totalMs), trimmed.Length);
        if (totalMs > 0) Assert.Equal(Samples(leadMs), trimmed.IndexOfAnyExcept((short)0));
    }

    [Fact]
    public void Nothing_stays_nothing() => Assert.True(SpeechTrim.Trim([], RateHz).IsEmpty);

    private static int Samples(int ms) => ms * RateHz / 1000;
}
