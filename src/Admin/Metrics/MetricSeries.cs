namespace Voxie.Admin.Metrics;

/// <summary>One time series: an instrument with one set of labels.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length];
    private double _value;
    private long _count;

    public void Add(double amount)
    {
        lock (_gate)
        {
            _value += amount;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }

    public void Record(double value)
    {
        lock (_gate)
        {
            _value += value;
            _count++;
            for (var n = 0; n < bounds.Length; n++)
            {
                if (value <= bounds[n])
                {
                    _buckets[n]++;
                }
            }
        }
    }

    /// <summary>Sum or last value, number of recordings, and how many of them lay at or under each bound.</summary>
    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_gate)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
