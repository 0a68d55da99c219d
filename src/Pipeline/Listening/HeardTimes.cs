namespace Voxie.Pipeline.Listening;

/// <summary>Remembers when the last samples came, so that an edge found late can be dated back. Listening thread only.</summary>
internal sealed class HeardTimes(int rateHz, long timestampFrequency)
{
    // 64 frames of 10 ms and more: above half a second, and an edge is found within 100 ms.
    private const int Capacity = 64;

    private readonly (long End, long ArrivedAt)[] _frames = new (long, long)[Capacity];
    private int _count;

    /// <summary>A frame whose last sample is <paramref name="end"/> - 1 arrived.</summary>
    public void Add(long end, long arrivedAt) => _frames[_count++ % Capacity] = (end, arrivedAt);

    /// <summary>Time stamp at which the sample was spoken: a packet arrives when its last sample has been.</summary>
    public long At(long position)
    {
        var oldest = Math.Max(0, _count - Capacity);
        var index = _count - 1;
        while (index > oldest && _frames[(index - 1) % Capacity].End > position) index--;
        var (end, arrivedAt) = index < 0 ? default : _frames[index % Capacity];
        return arrivedAt - (end - position) * timestampFrequency / rateHz;
    }
}
