using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Audio;

/// <summary>
/// Measured with tones, as a listener would: a tone in the pass band comes out at its level, and whatever stands at any other frequency
/// (images above the old Nyquist, aliases below the new one, distortion) is at least 60 dB down.
/// </summary>
public class ResamplerTests
{
    private static readonly int[] Rates = [8000, 16000, 22050, 24000, 44100, 48000];

    public static TheoryData<int, int> Pairs()
    {
        var pairs = new TheoryData<int, int>();
        foreach (var from in Rates)
            foreach (var to in Rates)
                if (from != to) pairs.Add(from, to);
        return pairs;
    }

    private static short[] Tone(int rateHz, double frequencyHz, int samples, double amplitude = 20000) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz)))];

    private static short[] Resample(int from, int to, ReadOnlySpan<short> input, Random? chunks = null)
    {
        var resampler = new Resampler(from, to);
        var all = new List<short>();
        while (!input.IsEmpty)
        {
            var chunk = input[..Math.Min(input.Length, chunks?.Next(1, 700) ?? input.Length)];
            var output = new short[resampler.MaxOutput(chunk.Length)];
            all.AddRange(output.AsSpan(0, resampler.Process(chunk, output)));
            input = input[chunk.Length..];
        }
        var tail = new short[resampler.MaxOutput(0)];
        all.AddRange(tail.AsSpan(0, resampler.Flush(tail)));
        return [.. all];
    }

    /// <summary>Splits the middle of a signal into its part at one frequency and the rest, by least squares.</summary>
    private static (double Amplitude, double RestRms) Split(short[] signal, int rateHz, double frequencyHz)
    {
        var edge = signal.Length / 8;
        double cc = 0, ss = 0, cs = 0, cx = 0, sx = 0;
        for (var i = edge; i < signal.Length - edge; i++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * frequencyHz * i / rateHz);
            cc += c * c;
            ss += s * s;
            cs += c * s;
            cx += c * signal[i];
            sx += s * signal[i];
        }
        var determinant = cc * ss - cs * cs;
        var (a, b) = ((cx * ss - sx * cs) / determinant, (sx * cc - cx * cs) / determinant);
        double rest = 0;
        for (var i = edge; i < signal.Length - edge; i++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * frequencyHz * i / rateHz);
            rest += Math.Pow(signal[i] - a * c - b * s, 2);
        }
        return (Math.Sqrt(a * a + b * b), Math.Sqrt(rest / (signal.Length - 2 * edge)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pass_band_keeps_its_level_and_images_are_60_dB_down(int from, int to)
    {
        var nyquist = Math.Min(from, to) / 2.0;
        foreach (var part in new[] { 0.05, 0.25, 0.5, 0.75, 0.85 })
        {
            var frequency = part * nyquist;
            var (amplitude, rest) = Split(Resample(from, to, Tone(from, frequency, from / 4)), to, frequency);
            Assert.InRange(20 * Math.Log10(amplitude / 20000), -0.1, 0.1);
            Assert.InRange(20 * Math.Log10(rest / (20000 / Math.Sqrt(2))), double.NegativeInfinity, -60);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Stop_band_is_60_dB_down(int from, int to)
    {
        if (to > from) return; // Nothing above the output's Nyquist can go in.
        foreach (var frequency in new[] { to / 2.0, to * 0.52, to * 0.6, (to + from) / 4.0, from * 0.49 })
        {
            if (frequency >= from / 2.0) continue;
            var alias = Resample(from, to, Tone(from, frequency, from / 4));
            var middle = alias.AsSpan(alias.Length / 8, alias.Length * 3 / 4);
            Assert.InRange(20 * Math.Log10(Math.Max(PcmMath.Rms(middle), 1e-9) / (20000 / Math.Sqrt(2))), double.NegativeInfinity, -60);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Chunks_of_any_size_give_the_same_samples(int from, int to)
    {
        var random = new Random(from * 31 + to);
        var noise = new short[7001];
        for (var i = 0; i < noise.Length; i++) noise[i] = (short)random.Next(-32768, 32768);
        var whole = Resample(from, to, noise);
        Assert.Equal(whole, Resample(from, to, noise, random));
        Assert.Equal((int)Math.Ceiling(noise.Length * (double)to / from), whole.Length);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void No_delay_is_added(int from, int to)
    {
        // A step in the middle stays in the middle.
        var step = new short[from / 10 * 2];
        step.AsSpan(from / 10).Fill(10000);
        var output = Resample(from, to, step);
        var crossing = Array.FindIndex(output, sample => sample >= 5000);
        Assert.InRange(crossing / (double)to, 0.1 - 1.0 / Math.Min(from, to), 0.1 + 1.0 / Math.Min(from, to));
    }

    [Fact]
    public void Equal_rates_copy()
    {
        short[] samples = [1, 2, 3];
        Assert.Equal(samples, Resample(8000, 8000, samples));
    }

    [Fact]
    public void Full_scale_is_clipped_not_wrapped()
    {
        var square = new short[2000];
        for (var i = 0; i < square.Length; i++) square[i] = i / 100 % 2 == 0 ? short.MaxValue : short.MinValue;
        var output = Resample(8000, 16000, square);
        for (var i = 1; i < output.Length; i++) Assert.False(output[i - 1] > 30000 && output[i] < -30000);
    }

    [Fact]
    public void After_a_flush_it_is_as_new()
    {
        var resampler = new Resampler(22050, 8000);
        var input = Tone(22050, 440, 3000);
        var first = Run();
        Assert.Equal(first, Run());

        short[] Run()
        {
            var output = new short[resampler.MaxOutput(input.Length) + resampler.MaxOutput(0)];
            var count = resampler.Process(input, output);
            count += resampler.Flush(output.AsSpan(count));
            return output[..count];
        }
    }

    [Fact]
    public void Resampling_allocates_nothing()
    {
        var resampler = new Resampler(22050, 8000);
        var input = Tone(22050, 440, 441);
        var output = new short[resampler.MaxOutput(441)];
        resampler.Process(input, output);
        Assert.Equal(0, Allocations.Steady(() =>
        {
            for (var i = 0; i < 100; i++) resampler.Process(input, output);
        }));
    }
}
