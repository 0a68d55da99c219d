using System.Collections.Concurrent;

namespace Voxie.SipGateway.Calls;

/// <summary>The legs that have not ended. Any thread.</summary>
internal sealed class LegTable
{
    private readonly ConcurrentDictionary<SipCallLeg, bool> _legs = new();

    public int Count => _legs.Count;

    public void Add(SipCallLeg leg) => _legs[leg] = true;

    public void Remove(SipCallLeg leg) => _legs.TryRemove(leg, out _);
}
