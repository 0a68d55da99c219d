using Voxie.Pipeline.Audio;

namespace Voxie.TestKit;

/// <summary>What a telephone line does to sound: 8 kHz and mu-law (ITU-T G.711), there and back. Written apart from the product's codec, so that one checks the other.</summary>
public static class TelephoneChannel
{
    private const int Bias = 132;
    private const int Clip = 32635;

    /// <summary>PCM16 of any rate as it arrives at the other end, at 8 kHz.</summary>
    public static short[] Pass(ReadOnlySpan<short> pcm, int rateHz)
    {
        var narrow = rateHz == 8000 ? pcm.ToArray() : Resample(pcm, rateHz, 8000);
        for (var i = 0; i < narrow.Length; i++) narrow[i] = RoundTrip(narrow[i]);
        return narrow;
    }

    /// <summary>All of a recording at another rate.</summary>
    public static short[] Resample(ReadOnlySpan<short> pcm, int fromHz, int toHz)
    {
        var resampler = new Resampler(fromHz, toHz);
        var output = new short[resampler.MaxOutput(pcm.Length) + resampler.MaxOutput(0)];
        var written = resampler.Process(pcm, output);
        written += resampler.Flush(output.AsSpan(written));
        return output[..written];
    }

    /// <summary>The middle of the mu-law interval that a sample falls into.</summary>
    private static short RoundTrip(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var exponent = 7 - (System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude) - 17);
        var mantissa = (magnitude >> (exponent + 3)) & 0xF;
        var decoded = (((mantissa << 3) + Bias) << exponent) - Bias;
        return (short)(sample < 0 ? -decoded : decoded);
    }
}
