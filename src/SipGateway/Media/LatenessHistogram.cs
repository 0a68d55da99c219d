namespace Voxie.SipGateway.Media;

/// <summary>
/// How late the phases began, in buckets that grow by a quarter of an octave (19 %) from 1 us to over 8 s. Written by the clock
/// thread, read by any.
/// </summary>
internal sealed class LatenessHistogram
{
    private const int PerOctave = 4;
    private readonly long[] _buckets = new long[23 * PerOctave + 1];
    private long _count;
    private long _max;

    public long Count => Volatile.Read(ref _count);
    public double MaxMs => Volatile.Read(ref _max) / 1e6;

    /// <summary>Clock thread only.</summary>
    public void Record(long latenessNs)
    {
        var us = Math.Max(1, latenessNs / 1000);
        var bucket = (int)(Math.Log2(us) * PerOctave);
        _buckets[Math.Min(bucket, _buckets.Length - 1)]++;
        if (latenessNs > _max) Volatile.Write(ref _max, latenessNs);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Upper edge, in ms, of the bucket that holds the quantile (0 to 1); 0 when nothing was recorded.</summary>
    public double QuantileMs(double quantile)
    {
        var wanted = (long)Math.Ceiling(Count * quantile);
        if (wanted == 0) return 0;
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += Volatile.Read(ref _buckets[i]);
            if (seen >= wanted) return Math.Min(MaxMs, Math.Pow(2, (i + 1.0) / PerOctave) / 1000);
        }
        return MaxMs;
    }
}
