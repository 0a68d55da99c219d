namespace Voxie.TestKit;

/// <summary>
/// One direction of a bad network, on virtual time: loses datagrams (each for itself, or in bursts by a Gilbert model) and holds each up for
/// a time of its own, so that they overtake each other. The same seed does the same.
/// </summary>
/// <param name="loss">Share of datagrams lost, 0 to 1.</param>
/// <param name="burst">Datagrams lost in a row on average; 1: each for itself.</param>
/// <param name="jitterNs">Longest hold-up; each is anything from 0 to that.</param>
public sealed class LossyLink(int seed, double loss, double burst = 1, long jitterNs = 0)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<byte[], (long At, long Number)> _under = new();
    private bool _losing;
    private long _number;

    public int Lost { get; private set; }
    public int Passed { get; private set; }

    public void Send(long now, byte[] datagram)
    {
        _number++;
        if (IsLost())
        {
            Lost++;
            return;
        }

        Passed++;
        _under.Enqueue(datagram, (now + (long)(_random.NextDouble() * jitterNs), _number));
    }

    /// <summary>What has arrived by now, in the order of arrival.</summary>
    public IEnumerable<byte[]> Arrived(long now)
    {
        while (_under.TryPeek(out var datagram, out var due) && due.At <= now)
        {
            _under.Dequeue();
            yield return datagram;
        }
    }

    private bool IsLost()
    {
        if (burst <= 1) return _random.NextDouble() < loss;
        // Gilbert: leaves the bad state with 1/burst, and enters it so often that the share comes out.
        var enter = loss / (burst * (1 - loss));
        _losing = _random.NextDouble() < (_losing ? 1 - 1 / burst : enter);
        return _losing;
    }
}
