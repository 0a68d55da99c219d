using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Tests.Audio;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(4096)]
    public void It_is_the_sum_that_defines_it_and_its_inverse_undoes_it(int size)
    {
        var fft = new RealFft(size);
        var random = new Random(size);
        float[] time = [.. Enumerable.Range(0, size).Select(_ => (float)(random.NextDouble() - 0.5))];
        var (re, im, scratch) = (new float[fft.Bins], new float[fft.Bins], new float[fft.ScratchLength]);
        fft.Forward(time, re, im, scratch);
        foreach (var bin in (int[])[0, 1, 2, 3, size / 8, size / 4, size / 4 + 1, size / 2 - 1, size / 2])
        {
            double sumRe = 0, sumIm = 0;
            for (var i = 0; i < size; i++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * bin * i / size);
                sumRe += time[i] * cos;
                sumIm += time[i] * sin;
            }
            Assert.Equal(sumRe, re[bin], 3e-4);
            Assert.Equal(sumIm, im[bin], 3e-4);
        }
        var back = new float[size];
        fft.Inverse(re, im, back, scratch);
        for (var i = 0; i < size; i++) Assert.Equal(time[i], back[i], 1e-5f);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100)]
    public void Other_sizes_are_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(size));
}
