using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Calls;

/// <summary>The last refusals and how many there were of each cause. Refusals are no calls: they make no record. Any thread.</summary>
internal sealed class RejectLog(TimeProvider time, SipMetrics metrics)
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly Queue<RejectedRequest> _last = new(Kept);
    private readonly long[] _counts = new long[Enum.GetValues<RejectCause>().Length];

    public void Add(RejectCause cause, string method, string peer, int status)
    {
        metrics.Rejected(cause.ToString());
        var line = new RejectedRequest(time.GetUtcNow(), cause, method, peer, status);
        lock (_lock)
        {
            _counts[(int)cause]++;
            if (_last.Count == Kept)
            {
                _last.Dequeue();
            }

            _last.Enqueue(line);
        }
    }

    /// <summary>Refusals of one cause since the start.</summary>
    public long Count(RejectCause cause)
    {
        lock (_lock)
        {
            return _counts[(int)cause];
        }
    }

    /// <summary>The last refusals, oldest first.</summary>
    public IReadOnlyList<RejectedRequest> Last()
    {
        lock (_lock)
        {
            return [.. _last];
        }
    }
}
