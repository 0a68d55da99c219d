using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>Finds where long speech is cut with the least harm.</summary>
internal static class QuietPoint
{
    private static readonly TimeSpan Width = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>The middle of the quietest 120 ms between two sample positions.</summary>
    public static int Find(ReadOnlySpan<short> speech, int rateHz, int from, int to)
    {
        var width = (int)(rateHz * Width.TotalSeconds);
        var step = (int)(rateHz * Step.TotalSeconds);
        var best = from;
        var least = double.MaxValue;
        for (var start = from; start + width <= to; start += step)
        {
            var level = PcmMath.Rms(speech.Slice(start, width));
            if (level >= least) continue;
            (best, least) = (start + width / 2, level);
        }
        return best;
    }
}
