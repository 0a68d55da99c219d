using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Calls;

/// <summary>The last refusals and how many there were of each cause. Refusals are no calls: they make no record. Any thread.</summary>
internal sealed partial class RejectLog(TimeProvider time, SipMetrics metrics, ILogger<RejectLog> logger)
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly Queue<RejectedRequest> _known = new(Kept);
    private readonly Queue<RejectedRequest> _strangers = new(Kept);
    private readonly long[] _counts = new long[Enum.GetValues<RejectCause>().Length];

    /// <param name="reject">Its time is set here.</param>
    public void Add(RejectedRequest reject)
    {
        metrics.Rejected(reject.Cause.ToString());
        reject = reject with { At = time.GetUtcNow() };
        // Strangers have a list of their own: a scan must not push out what an operator looks for.
        var isStranger = reject.Cause is RejectCause.Source or RejectCause.Credentials;
        lock (_lock)
        {
            _counts[(int)reject.Cause]++;
            var list = isStranger ? _strangers : _known;
            if (list.Count == Kept)
            {
                list.Dequeue();
            }

            list.Enqueue(reject);
        }

        if (isStranger)
        {
            LogStranger(reject.Method, reject.Peer, reject.Status, reject.Cause);
        }
        else if (reject.Method == SipMethod.Invite)
        {
            LogRefused(reject.Peer, reject.Trunk ?? "none", reject.From, reject.To, reject.Status, reject.Cause, reject.Detail ?? "");
        }
    }

    /// <summary>Counts a message that was not even read.</summary>
    public void Dropped(RejectCause cause)
    {
        metrics.Rejected(cause.ToString());
        lock (_lock)
        {
            _counts[(int)cause]++;
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
            return [.. _known.Concat(_strangers).OrderBy(static reject => reject.At)];
        }
    }
}
