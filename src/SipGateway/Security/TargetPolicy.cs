using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Security;

/// <summary>
/// Where a peer may make us send to: an address in a Contact, a Record-Route or SDP is an order from the network, and must
/// not turn us against third parties or ourselves.
/// </summary>
internal static class TargetPolicy
{
    /// <param name="target">Address that the peer named.</param>
    /// <param name="peer">Address that the peer's packets come from.</param>
    public static bool Allows(IPAddress target, IPAddress peer)
    {
        if (target.IsIPv4MappedToIPv6)
        {
            target = target.MapToIPv4();
        }

        if (target.AddressFamily != peer.AddressFamily)
        {
            return false; // no listener of the peer's family would reach it
        }

        if (IPAddress.IsLoopback(target))
        {
            return IPAddress.IsLoopback(peer); // "this machine" means ours only to a program on this machine
        }

        return target.AddressFamily == AddressFamily.InterNetwork ? AllowsV4(target) : AllowsV6(target);
    }

    private static bool AllowsV4(IPAddress target)
    {
        Span<byte> b = stackalloc byte[4];
        target.TryWriteBytes(b, out _);
        var linkLocal = b[0] == 169 && b[1] == 254; // also where clouds keep their metadata
        return b[0] != 0 && b[0] < 224 && !linkLocal; // 0/8 is "this network"; from 224 on: multicast, reserved, broadcast
    }

    private static bool AllowsV6(IPAddress target) =>
        !target.Equals(IPAddress.IPv6Any) && !target.IsIPv6Multicast && !target.IsIPv6LinkLocal && !target.IsIPv6SiteLocal;
}
