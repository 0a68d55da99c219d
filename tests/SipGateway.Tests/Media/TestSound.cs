namespace Voxie.SipGateway.Tests.Media;

/// <summary>Sounds to try codecs with, and how much of one is left in another.</summary>
internal static class TestSound
{
    public static short[] Tone(int rateHz, double hz, int samples, double amplitude = 8000) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hz * i / rateHz)))];

    /// <summary>Something like speech: noise with the long-term spectrum of a voice, four syllables a second.</summary>
    public static short[] Babble(int rateHz, int samples, int seed = 1)
    {
        var random = new Random(seed);
        var sound = new short[samples];
        double slow = 0, fast = 0;
        for (var i = 0; i < samples; i++)
        {
            var white = random.NextDouble() * 2 - 1;
            slow += (white - slow) * 0.3;
            fast += (slow - fast) * 0.3;
            var syllable = 0.55 + 0.45 * Math.Sin(2 * Math.PI * 4 * i / rateHz);
            sound[i] = (short)(18000 * fast * syllable);
        }
        return sound;
    }

    /// <summary>Signal to noise in dB, at the delay and gain that fit best.</summary>
    public static double Snr(ReadOnlySpan<short> original, ReadOnlySpan<short> copy, int mostDelay)
    {
        var best = double.NegativeInfinity;
        var count = Math.Min(original.Length, copy.Length) - mostDelay;
        for (var delay = 0; delay <= mostDelay; delay++)
        {
            double signal = 0, product = 0, copied = 1;
            for (var i = 0; i < count; i++)
            {
                signal += (double)original[i] * original[i];
                product += (double)original[i] * copy[i + delay];
                copied += (double)copy[i + delay] * copy[i + delay];
            }
            var noise = signal - product * product / copied;
            best = Math.Max(best, 10 * Math.Log10(signal / Math.Max(noise, 1e-9)));
        }
        return best;
    }

    /// <summary>RMS of one frequency, by Goertzel's algorithm.</summary>
    public static double Level(ReadOnlySpan<short> sound, int rateHz, double hz)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * hz / rateHz);
        double last = 0, before = 0;
        foreach (var sample in sound) (last, before) = (sample + coefficient * last - before, last);
        return Math.Sqrt(2 * Math.Max(0, last * last + before * before - coefficient * last * before)) / sound.Length;
    }

    public static double Rms(ReadOnlySpan<short> sound)
    {
        double sum = 0;
        foreach (var sample in sound) sum += (double)sample * sample;
        return Math.Sqrt(sum / Math.Max(1, sound.Length));
    }
}
