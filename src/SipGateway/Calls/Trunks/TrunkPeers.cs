using System.Collections.Immutable;
using System.Net;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>
/// Addresses that a trunk's registration has led to: a registrar's calls come from where we registered, whatever addresses the
/// trunk lists. Told by whoever registers. Any thread.
/// </summary>
internal sealed class TrunkPeers
{
    private ImmutableDictionary<string, ImmutableArray<IPAddress>> _peers = ImmutableDictionary<string, ImmutableArray<IPAddress>>.Empty;

    /// <summary>The addresses of a trunk from now on; none: it is not registered any more.</summary>
    public void Set(string trunkId, params IEnumerable<IPAddress> addresses)
    {
        ImmutableArray<IPAddress> known = [.. addresses];
        ImmutableInterlocked.Update(ref _peers, peers => known.IsEmpty ? peers.Remove(trunkId) : peers.SetItem(trunkId, known));
    }

    public bool Has(string trunkId, IPAddress address) =>
        Volatile.Read(ref _peers).TryGetValue(trunkId, out var known) && known.Contains(address);
}
