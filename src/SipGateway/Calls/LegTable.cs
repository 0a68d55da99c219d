using System.Collections.Concurrent;

namespace Voxie.SipGateway.Calls;

/// <summary>The legs that have not ended, and how many there are of each trunk. Any thread.</summary>
internal sealed class LegTable
{
    private readonly ConcurrentDictionary<SipCallLeg, bool> _legs = new();
    private readonly ConcurrentDictionary<string, int> _ofTrunk = new();

    public int Count => _legs.Count;

    public int CountOf(string trunkId) => _ofTrunk.GetValueOrDefault(trunkId);

    public void Add(SipCallLeg leg)
    {
        if (_legs.TryAdd(leg, true) && leg.Trunk is { } trunk)
        {
            _ofTrunk.AddOrUpdate(trunk.Id, 1, static (_, count) => count + 1);
        }
    }

    public void Remove(SipCallLeg leg)
    {
        if (_legs.TryRemove(leg, out _) && leg.Trunk is { } trunk)
        {
            _ofTrunk.AddOrUpdate(trunk.Id, 0, static (_, count) => count - 1);
        }
    }
}
