using System.Numerics;

namespace Voxie.Pipeline.Audio;

/// <summary>Levels of PCM16, by vector instructions where the processor has them. No allocation.</summary>
public static class PcmMath
{
    /// <summary>What a silent or empty span measures: below anything that 16 bits can hold.</summary>
    public const double SilenceDbfs = -120;

    /// <summary>Root mean square, 0 to 32768. 0 for an empty span.</summary>
    public static double Rms(ReadOnlySpan<short> samples) =>
        samples.IsEmpty ? 0 : Math.Sqrt((double)SumOfSquares(samples) / samples.Length);

    /// <summary>Mean square without the constant part, which some adapters add and which is no sound. 0 for an empty span.</summary>
    public static double AlternatingPower(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty) return 0;
        long sum = 0;
        var i = 0;
        var sums = Vector<int>.Zero;
        // 65,536 samples in a lane could overflow it; no frame is that long, and a longer span is added up one by one.
        for (; samples.Length < 65536 && i <= samples.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(samples[i..]), out var left, out var right);
            sums += left + right;
        }
        sum += Vector.Sum(sums);
        for (; i < samples.Length; i++) sum += samples[i];
        var mean = (double)sum / samples.Length;
        return Math.Max(0, (double)SumOfSquares(samples) / samples.Length - mean * mean);
    }

    /// <summary>Largest magnitude, 0 to 32768.</summary>
    public static int Peak(ReadOnlySpan<short> samples)
    {
        var most = 0;
        var least = 0;
        var i = 0;
        if (samples.Length >= Vector<short>.Count)
        {
            var high = Vector<short>.Zero;
            var low = Vector<short>.Zero;
            for (; i <= samples.Length - Vector<short>.Count; i += Vector<short>.Count)
            {
                var block = new Vector<short>(samples[i..]);
                high = Vector.Max(high, block);
                low = Vector.Min(low, block);
            }
            for (var lane = 0; lane < Vector<short>.Count; lane++)
            {
                most = Math.Max(most, high[lane]);
                least = Math.Min(least, low[lane]);
            }
        }
        for (; i < samples.Length; i++)
        {
            most = Math.Max(most, samples[i]);
            least = Math.Min(least, samples[i]);
        }
        return Math.Max(most, -least);
    }

    /// <summary>RMS level relative to full scale (32768), in dB: 0 down to <see cref="SilenceDbfs"/>.</summary>
    public static double Dbfs(ReadOnlySpan<short> samples) => ToDbfs(Rms(samples));

    /// <summary>An amplitude of 0 to 32768 in dB relative to full scale.</summary>
    public static double ToDbfs(double amplitude) =>
        amplitude <= 0 ? SilenceDbfs : Math.Max(SilenceDbfs, 20 * Math.Log10(amplitude / 32768));

    private static long SumOfSquares(ReadOnlySpan<short> samples)
    {
        long sum = 0;
        var i = 0;
        if (samples.Length >= Vector<short>.Count)
        {
            var sums = Vector<long>.Zero;
            for (; i <= samples.Length - Vector<short>.Count; i += Vector<short>.Count)
            {
                // A square is at most 2^30: it fits an int, the sum of two does not.
                Vector.Widen(new Vector<short>(samples[i..]), out var left, out var right);
                Vector.Widen(left * left, out var a, out var b);
                Vector.Widen(right * right, out var c, out var d);
                sums += a + b + (c + d);
            }
            sum = Vector.Sum(sums);
        }
        for (; i < samples.Length; i++) sum += samples[i] * samples[i];
        return sum;
    }
}
