namespace Voxie.TestKit;

/// <summary>How much of one frequency is in a stretch of sound.</summary>
public static class ToneLevel
{
    /// <summary>Peak of the sine at that frequency, in dB below full scale, over the whole stretch (Hann window, single-bin DFT).</summary>
    public static double Db(IReadOnlyList<short> samples, double frequencyHz, int rateHz)
    {
        double real = 0, imaginary = 0, weight = 0;
        for (var i = 0; i < samples.Count; i++)
        {
            var window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / samples.Count);
            var angle = 2 * Math.PI * frequencyHz * i / rateHz;
            real += window * samples[i] * Math.Cos(angle);
            imaginary += window * samples[i] * Math.Sin(angle);
            weight += window;
        }

        var amplitude = weight == 0 ? 0 : 2 * Math.Sqrt(real * real + imaginary * imaginary) / weight;
        return 20 * Math.Log10(Math.Max(amplitude, 1e-6) / short.MaxValue);
    }

    /// <summary>
    /// The loudest click in what should be one steady sine: the largest residue of the recurrence that such a sine obeys
    /// (x[n] = 2 cos(w) x[n-1] - x[n-2]), in dB against the sine's amplitude. A jump by the whole amplitude is 0 dB.
    /// </summary>
    public static (double Db, int At) LoudestClick(IReadOnlyList<short> samples, double frequencyHz, int rateHz, double amplitude)
    {
        var twice = 2 * Math.Cos(2 * Math.PI * frequencyHz / rateHz);
        var (worst, at) = (0.0, 0);
        for (var i = 2; i < samples.Count; i++)
        {
            var residue = Math.Abs(samples[i] - twice * samples[i - 1] + samples[i - 2]);
            if (residue > worst) (worst, at) = (residue, i);
        }

        return (20 * Math.Log10(Math.Max(worst, 1e-6) / amplitude), at);
    }
}
