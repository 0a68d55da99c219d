using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Tests.Audio;

public class PcmMathTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(160)]
    [InlineData(1001)]
    public void Vector_and_scalar_arithmetic_agree_at_every_length(int length)
    {
        var random = new Random(length);
        var samples = new short[length];
        for (var i = 0; i < length; i++) samples[i] = (short)random.Next(short.MinValue, short.MaxValue + 1);
        var squares = samples.Sum(s => (double)s * s);
        Assert.Equal(length == 0 ? 0 : Math.Sqrt(squares / length), PcmMath.Rms(samples), 9);
        Assert.Equal(samples.Select(s => Math.Abs((int)s)).DefaultIfEmpty().Max(), PcmMath.Peak(samples));
    }

    [Fact]
    public void Full_scale_negative_does_not_overflow()
    {
        var loudest = new short[333];
        Array.Fill(loudest, short.MinValue);
        Assert.Equal(32768, PcmMath.Rms(loudest));
        Assert.Equal(32768, PcmMath.Peak(loudest));
        Assert.Equal(0, PcmMath.Dbfs(loudest), 9);
    }

    [Fact]
    public void Half_amplitude_is_six_decibels_down_and_silence_has_a_floor()
    {
        Assert.Equal(-6.02, PcmMath.ToDbfs(16384), 2);
        Assert.Equal(PcmMath.SilenceDbfs, PcmMath.Dbfs(new short[160]));
        Assert.Equal(PcmMath.SilenceDbfs, PcmMath.Dbfs([]));
    }
}
