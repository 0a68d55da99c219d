using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dns;

/// <summary>
/// Which targets did not answer: those found down by pings until they are found up, those that failed a request for a while
/// (RFC 3263 4.3). They are not left out, only tried last. Any thread.
/// </summary>
internal sealed class TargetTable(TimeProvider time)
{
    private const int Most = 2000;
    private static readonly TimeSpan FailureCounts = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<SipTarget, long> _failedAt = [];
    private readonly HashSet<SipTarget> _down = [];

    /// <summary>A request got no answer, 503, or could not be sent.</summary>
    public void Failed(SipTarget target)
    {
        lock (_lock)
        {
            if (_failedAt.Count >= Most)
            {
                _failedAt.Clear();
            }

            _failedAt[target] = time.GetTimestamp();
        }
    }

    /// <summary>It answered.</summary>
    public void Answered(SipTarget target)
    {
        lock (_lock)
        {
            _failedAt.Remove(target);
            _down.Remove(target);
        }
    }

    /// <summary>Pings find it down; <see cref="Answered"/> or <see cref="Forget"/> ends that.</summary>
    public void Down(SipTarget target)
    {
        lock (_lock)
        {
            _down.Add(target);
        }
    }

    /// <summary>Nobody pings it any more.</summary>
    public void Forget(SipTarget target)
    {
        lock (_lock)
        {
            _down.Remove(target);
        }
    }

    /// <summary>The same targets, those in trouble last, else in their order.</summary>
    public IReadOnlyList<SipTarget> Order(IEnumerable<SipTarget> targets)
    {
        lock (_lock)
        {
            return [.. targets.OrderBy(IsInTrouble_NeedsLock)];
        }
    }

    private bool IsInTrouble_NeedsLock(SipTarget target) =>
        _down.Contains(target) || (_failedAt.TryGetValue(target, out var at) && time.GetElapsedTime(at) < FailureCounts);
}
