using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>
/// Finds the trunk of a request: by the address it comes from, the transport, and the name that its credentials claim. The first
/// that fits, in the trunks' order. Any thread.
/// </summary>
/// <param name="lines">The registered lines; asked for at each look, because they are made after the transports that ask us.</param>
internal sealed class TrunkFinder(ITrunks trunks, Func<ITrunkLines> lines)
{
    /// <param name="user">Name in the request's credentials; null: none.</param>
    public TrunkMatch Find(SipRequest request, SipFlow flow, string? user)
    {
        // A line of ours: its registrar has proven itself by knowing our mark, or by answering our REGISTER.
        if (lines().Of(request, flow) is { Enabled: true } line)
        {
            return new TrunkMatch(line, BySource: true, MustProve: false);
        }

        var (source, transport) = (flow.Remote.Address, flow.Transport.ViaName);
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
                return new TrunkMatch(trunk, bySource, MustProve: true, IsNamed: true);
            }
            else if (!asking.MustProve || (bySource && !asking.BySource))
            {
                // A name that no trunk has is judged and challenged like any other: nothing tells that it is unknown.
                asking = new TrunkMatch(trunk, bySource, MustProve: true);
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

    private static bool MayComeFrom(Trunk trunk, IPAddress source, out bool bySource)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        bySource = false;
        for (var i = 0; i < trunk.Sources.Count && !bySource; i++)
        {
            bySource = trunk.Sources[i].Contains(address);
        }

        return bySource || (trunk.Sources.Count == 0 && trunk.InboundCredentials is not null);
    }
}
