namespace Voxie.Interop.Audio;

/// <summary>What the tests ask of 8 kHz samples: how loud, which tone, where speech begins and ends.</summary>
internal static class Sound
{
    /// <summary>Samples of one 20 ms frame.</summary>
    public const int Frame = 160;

    /// <summary>Below this a frame counts as silence: comfort noise and codec idle noise lie under it, speech above.</summary>
    public const double SilenceDbfs = -45;

    public static short[] Silence(double seconds) => new short[(int)(seconds * Wav.RateHz)];

    public static short[] Join(params IEnumerable<short[]> parts) => [.. parts.SelectMany(part => part)];

    /// <summary>A sine; <paramref name="amplitude"/> of full scale.</summary>
    public static short[] Tone(double hz, double seconds, double amplitude = 0.3)
    {
        var samples = new short[(int)(seconds * Wav.RateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(amplitude * short.MaxValue * Math.Sin(2 * Math.PI * hz * i / Wav.RateHz));
        }

        return samples;
    }

    /// <summary>Root mean square against full scale, in dB; digital silence is -120.</summary>
    public static double LevelDbfs(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return sum == 0 ? -120 : 10 * Math.Log10(sum / samples.Length / ((double)short.MaxValue * short.MaxValue));
    }

    public static bool IsSilent(ReadOnlySpan<short> samples) => LevelDbfs(samples) < SilenceDbfs;

    /// <summary>Share (0-1) of the energy that lies at <paramref name="hz"/>, by Goertzel's recursion.</summary>
    public static double ToneShare(ReadOnlySpan<short> samples, double hz)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * hz / Wav.RateHz);
        double before = 0, beforeThat = 0, energy = 0;
        foreach (var sample in samples)
        {
            var now = sample + (coefficient * before) - beforeThat;
            beforeThat = before;
            before = now;
            energy += (double)sample * sample;
        }

        var power = (before * before) + (beforeThat * beforeThat) - (coefficient * before * beforeThat);
        return energy == 0 ? 0 : 2 * power / (samples.Length * energy);
    }

    /// <summary>Index of the first and one past the last sample of the frames that are not silent; null: all silent.</summary>
    public static (int Start, int End)? Speech(ReadOnlySpan<short> samples)
    {
        int? start = null;
        var end = 0;
        for (var at = 0; at + Frame <= samples.Length; at += Frame)
        {
            if (IsSilent(samples.Slice(at, Frame)))
            {
                continue;
            }

            start ??= at;
            end = at + Frame;
        }

        return start is { } first ? (first, end) : null;
    }

    /// <summary>Seconds of the longest stretch of silence.</summary>
    public static double LongestSilence(ReadOnlySpan<short> samples)
    {
        int longest = 0, run = 0;
        for (var at = 0; at + Frame <= samples.Length; at += Frame)
        {
            run = IsSilent(samples.Slice(at, Frame)) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest * 0.02;
    }

    /// <summary>The stretches of speech between pauses of at least <paramref name="pause"/>, each with 200 ms around it.</summary>
    public static List<short[]> Stretches(short[] samples, TimeSpan pause)
    {
        var stretches = new List<short[]>();
        var frames = samples.Chunk(Frame).Select(frame => !IsSilent(frame)).ToArray();
        var gap = (int)(pause.TotalMilliseconds / 20);
        for (var at = Array.IndexOf(frames, true); at >= 0;)
        {
            var last = at;
            for (var i = at; i < frames.Length && i - last <= gap; i++)
            {
                last = frames[i] ? i : last;
            }

            stretches.Add(samples[Math.Max(0, (at - 10) * Frame)..Math.Min(samples.Length, (last + 11) * Frame)]);
            at = last + 1 < frames.Length ? Array.IndexOf(frames, true, last + 1) : -1;
        }

        return stretches;
    }
}
