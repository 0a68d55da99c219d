namespace Voxie.TestKit;

/// <summary>
/// Somebody who says nothing that makes sense, but sounds like speech: syllables of voiced sounds with gliding pitch and formants,
/// hisses between them, words, and pauses for breath. 8 kHz; the same seed says the same.
/// </summary>
public static class Talker
{
    private const int RateHz = 8000;

    private static readonly double[][] Vowels =
        [[730, 1090, 2440], [530, 1840, 2480], [270, 2290, 3010], [570, 840, 2410], [300, 870, 2240], [490, 1350, 1690]];

    /// <param name="seconds">Length, pauses included.</param>
    /// <param name="levelDbfs">RMS of all of it.</param>
    public static short[] Speak(int seed, double seconds, double levelDbfs = -22)
    {
        var random = new Random(seed);
        var samples = new double[(int)(seconds * RateHz)];
        var voice = 85 + 130 * random.NextDouble();
        for (var at = 0; at < samples.Length;)
        {
            var syllables = 2 + random.Next(9);
            for (var i = 0; i < syllables && at < samples.Length; i++)
            {
                if (random.Next(3) == 0) at += Hiss(samples.AsSpan(at), random);
                at += Syllable(samples.AsSpan(at), random, voice * (1.15 - 0.3 * i / syllables));
                if (random.Next(3) == 0) at += (int)(RateHz * (0.03 + 0.09 * random.NextDouble()));
            }
            at += (int)(RateHz * (0.15 + 0.35 * random.NextDouble()));
        }
        var gain = 32768 * Math.Pow(10, levelDbfs / 20) / Math.Sqrt(samples.Sum(sample => sample * sample) / samples.Length);
        return [.. samples.Select(sample => (short)Math.Clamp(Math.Round(sample * gain), short.MinValue, short.MaxValue))];
    }

    private static int Syllable(Span<double> into, Random random, double pitch)
    {
        var length = Math.Min(into.Length, (int)(RateHz * (0.09 + 0.16 * random.NextDouble())));
        var (from, to) = (Vowels[random.Next(Vowels.Length)], Vowels[random.Next(Vowels.Length)]);
        var glide = 0.85 + 0.3 * random.NextDouble();
        var loud = 0.5 + random.NextDouble();
        var (phase, tilt) = (0.0, 0.0);
        var state = new double[6];
        for (var i = 0; i < length; i++)
        {
            var part = (double)i / length;
            phase += pitch * (1 + (glide - 1) * part) * (1 + 0.01 * (random.NextDouble() - 0.5)) / RateHz;
            double source = 0.2 * (random.NextDouble() - 0.5);
            if (phase >= 1)
            {
                phase -= 1;
                source += 1;
            }
            tilt = 0.8 * tilt + source;
            var sound = tilt;
            for (var formant = 0; formant < 3; formant++)
            {
                var frequency = from[formant] + (to[formant] - from[formant]) * part;
                var radius = Math.Exp(-Math.PI * (60 + 40 * formant) / RateHz);
                var next = sound * (1 - radius) + 2 * radius * Math.Cos(2 * Math.PI * frequency / RateHz) * state[2 * formant] - radius * radius * state[2 * formant + 1];
                (state[2 * formant + 1], state[2 * formant]) = (state[2 * formant], next);
                sound = next;
            }
            // Breath, at all frequencies.
            sound += 0.01 * (random.NextDouble() - 0.5);
            into[i] += loud * sound * Math.Min(1, Math.Min(part, 1 - part) * 8);
        }
        return length;
    }

    private static int Hiss(Span<double> into, Random random)
    {
        var length = Math.Min(into.Length, (int)(RateHz * (0.04 + 0.08 * random.NextDouble())));
        var (before, loud) = (0.0, 0.02 * (0.3 + random.NextDouble()));
        for (var i = 0; i < length; i++)
        {
            var noise = random.NextDouble() - 0.5;
            into[i] += loud * (noise - 0.8 * before) * Math.Sin(Math.PI * i / length);
            before = noise;
        }
        return length;
    }
}
