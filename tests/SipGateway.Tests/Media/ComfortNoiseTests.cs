using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class ComfortNoiseTests
{
    private static short[] Noise(params byte[] payload)
    {
        var noise = new ComfortNoise();
        noise.Take(payload);
        var samples = new short[16000];
        noise.Fill(samples);
        return samples;
    }

    [Theory]
    [InlineData(30)]
    [InlineData(45)]
    [InlineData(60)]
    public void Noise_has_the_level_that_is_said(byte level)
    {
        var expected = 32768 * Math.Pow(10, -level / 20.0);
        Assert.InRange(20 * Math.Log10(TestSound.Rms(Noise(level)) / expected), -1, 1);
        // With a shape it is as loud.
        Assert.InRange(20 * Math.Log10(TestSound.Rms(Noise(level, 20, 160, 110)) / expected), -1.5, 1.5);
    }

    [Fact]
    public void Coefficients_tilt_the_spectrum()
    {
        var low = Noise(30, 20);
        Assert.True(Band(low, 300) > 3 * Band(low, 3500));
        var high = Noise(30, 234);
        Assert.True(Band(high, 3500) > 3 * Band(high, 300));

        static double Band(short[] noise, double hz) =>
            Math.Sqrt(Enumerable.Range(0, 40).Sum(i => Math.Pow(TestSound.Level(noise, 8000, hz - 100 + 5 * i), 2)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 127 })]
    [InlineData(new byte[] { 255 })]
    public void No_level_is_silence(byte[] payload) => Assert.All(Noise(payload), sample => Assert.Equal(0, sample));

    [Fact]
    public void Whatever_the_network_says_the_filter_stays_stable()
    {
        var random = new Random(8);
        for (var i = 0; i < 200; i++)
        {
            var payload = new byte[random.Next(40)];
            random.NextBytes(payload);
            if (payload.Length > 0) payload[0] = 40;
            Assert.InRange(TestSound.Rms(Noise(payload)), 0, 8000);
        }
    }

    [Fact]
    public void A_change_of_level_glides()
    {
        var noise = new ComfortNoise();
        noise.Take([60]);
        noise.Fill(new short[800]);
        noise.Take([20]);
        var samples = new short[1600];
        noise.Fill(samples);
        Assert.True(TestSound.Rms(samples.AsSpan(0, 20)) < TestSound.Rms(samples.AsSpan(800)) / 3);
    }
}
