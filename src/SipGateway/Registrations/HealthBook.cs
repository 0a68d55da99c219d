using System.Collections.Concurrent;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Registrations;

/// <summary>Where registrations and pings write down how the trunks are doing. Any thread.</summary>
internal sealed class HealthBook(TimeProvider time) : ITrunkHealth
{
    private readonly ConcurrentDictionary<string, TrunkHealth> _trunks = new();

    public TrunkHealth Of(string trunkId) => _trunks.GetValueOrDefault(trunkId) ?? new TrunkHealth(trunkId);

    /// <param name="change">May run more than once.</param>
    public void Change(string trunkId, Func<TrunkHealth, TrunkHealth> change) => _trunks.AddOrUpdate(
        trunkId, id => Stamped(new TrunkHealth(id), change), (_, health) => Stamped(health, change));

    /// <summary>Nobody looks after the trunk any more.</summary>
    public void Forget(string trunkId) => _trunks.TryRemove(trunkId, out _);

    private TrunkHealth Stamped(TrunkHealth health, Func<TrunkHealth, TrunkHealth> change)
    {
        var next = change(health);
        var same = (health.Reach, health.Line, health.LineReason, health.PingReason) == (next.Reach, next.Line, next.LineReason, next.PingReason);
        return same ? next : next with { ChangedAt = time.GetUtcNow() };
    }
}
