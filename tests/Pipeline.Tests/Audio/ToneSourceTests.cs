using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Tests.Audio;

public class ToneSourceTests
{
    [Theory]
    [InlineData(8000, 440)]
    [InlineData(8000, 1)]
    [InlineData(16000, 1004)]
    public void Frames_of_any_size_join_into_one_exact_sine(int rateHz, int frequencyHz)
    {
        var tone = new ToneSource(rateHz, frequencyHz, levelDbfs: -6);
        var heard = new short[rateHz + 977];
        for (var at = 0; at < heard.Length;)
        {
            var frame = heard.AsSpan(at, Math.Min(at % 3 == 0 ? 160 : 77, heard.Length - at));
            Assert.Equal(frame.Length, tone.Pull(frame));
            at += frame.Length;
        }
        for (var i = 0; i < heard.Length; i++)
        {
            var exact = 32767 * Math.Pow(10, -6 / 20.0) * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz);
            Assert.InRange(heard[i] - exact, -0.51, 0.51);
        }
    }

    [Theory]
    [InlineData(8000, 0)]
    [InlineData(8000, 4000)]
    public void Frequencies_that_a_rate_cannot_hold_are_refused(int rateHz, int frequencyHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource(rateHz, frequencyHz));
}
