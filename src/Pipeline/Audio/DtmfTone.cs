namespace Voxie.Pipeline.Audio;

/// <summary>The two tones of a key (ITU-T Q.23).</summary>
public static class DtmfTone
{
    /// <summary>Keys by row, then column.</summary>
    public const string Keys = "123A456B789C*0#D";

    internal static ReadOnlySpan<double> RowsHz => [697, 770, 852, 941];
    internal static ReadOnlySpan<double> ColumnsHz => [1209, 1336, 1477, 1633];

    /// <summary>Level of the lower tone, dB below full scale (peak); the higher one is 2 dB louder, as lines lose more of it.</summary>
    private const double LowerDb = -11;
    private const double HigherDb = -9;

    public static bool IsKey(char key) => Keys.Contains(char.ToUpperInvariant(key));

    /// <summary>Writes a stretch of a key's tone.</summary>
    /// <param name="from">Samples of it before this stretch.</param>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public static void Write(char key, int rateHz, long from, Span<short> samples)
    {
        var index = Keys.IndexOf(char.ToUpperInvariant(key));
        if (index < 0) throw new ArgumentException($"Not a key: {key}", nameof(key));
        var (low, high) = (2 * Math.PI * RowsHz[index / 4] / rateHz, 2 * Math.PI * ColumnsHz[index % 4] / rateHz);
        var (lowPeak, highPeak) = (short.MaxValue * Math.Pow(10, LowerDb / 20), short.MaxValue * Math.Pow(10, HigherDb / 20));
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)Math.Round(lowPeak * Math.Sin(low * (from + i)) + highPeak * Math.Sin(high * (from + i)));
    }
}
