using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How fast each trunk begins calls, both ways together. Any thread.</summary>
internal sealed class TrunkRates(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Rate> _rates = [];

    private sealed class Rate(int perSecond)
    {
        public readonly int PerSecond = perSecond;
        public TokenBucket Bucket = new(perSecond);
    }

    /// <summary>Whether a call may begin now; takes nothing.</summary>
    public bool HasRoom(Trunk trunk)
    {
        lock (_lock)
        {
            return Of_NeedsLock(trunk).Bucket.HasToken(Now);
        }
    }

    /// <returns>False: too many have begun in the last second.</returns>
    public bool TryTake(Trunk trunk)
    {
        lock (_lock)
        {
            return Of_NeedsLock(trunk).Bucket.TryTake(Now);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    private Rate Of_NeedsLock(Trunk trunk)
    {
        if (!_rates.TryGetValue(trunk.Id, out var rate) || rate.PerSecond != trunk.Limits.CallsPerSecond)
        {
            _rates[trunk.Id] = rate = new Rate(trunk.Limits.CallsPerSecond);
        }

        return rate;
    }
}
