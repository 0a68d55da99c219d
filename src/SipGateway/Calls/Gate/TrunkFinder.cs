using System.Net;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>
/// Finds the trunk of a request: by the address it comes from, the transport, and the name that its credentials claim. The first
/// that fits, in the trunks' order. Any thread.
/// </summary>
internal sealed class TrunkFinder(ITrunks trunks, TrunkPeers registered)
{
    /// <param name="transport">As in Via: UDP, TCP, TLS.</param>
    /// <param name="user">Name in the request's credentials; null: none.</param>
    public TrunkMatch Find(IPAddress source, string transport, string? user)
    {
        var open = TrunkMatch.None;
        var asking = TrunkMatch.None;
        foreach (var trunk in trunks.Current)
        {
            if (!trunk.Enabled || !Takes(trunk, transport) || !MayComeFrom(trunk, source, out var bySource))
            {
                continue;
            }

            if (trunk.InboundCredentials is not { } credentials)
            {
                open = open.Trunk is null ? new TrunkMatch(trunk, BySource: true, MustProve: false) : open;
            }
            else if (user is not null && credentials.User == user)
            {
                return new TrunkMatch(trunk, bySource, MustProve: true);
            }
            else if (!asking.MustProve || (bySource && !asking.BySource))
            {
                // A name that no trunk has is challenged like any other: nothing tells that it is unknown.
                asking = new TrunkMatch(user is null && bySource ? trunk : null, bySource, MustProve: true);
            }
        }

        return open.Trunk is null ? asking : open;
    }

    /// <summary>Whether a trunk names this address, whatever else it asks.</summary>
    public bool IsSource(IPAddress source)
    {
        foreach (var trunk in trunks.Current)
        {
            if (trunk.Enabled && MayComeFrom(trunk, source, out var bySource) && bySource)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Takes(Trunk trunk, string transport) =>
        trunk.Transports.Count == 0 || trunk.Transports.Contains(transport, StringComparer.OrdinalIgnoreCase);

    private bool MayComeFrom(Trunk trunk, IPAddress source, out bool bySource)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        bySource = registered.Has(trunk.Id, address);
        for (var i = 0; i < trunk.Sources.Count && !bySource; i++)
        {
            bySource = trunk.Sources[i].Contains(address);
        }

        return bySource || (trunk.Sources.Count == 0 && trunk.InboundCredentials is not null);
    }
}
