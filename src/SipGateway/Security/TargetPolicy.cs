using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Security;

/// <summary>
/// Where a peer may make us send to: an address in a Contact, a Record-Route or SDP is an order from the network, and must
/// not turn us against third parties or ourselves.
/// </summary>
internal static class TargetPolicy
{
    // RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("fc00::/7"),
    ];

    /// <param name="target">Address that the peer named.</param>
    /// <param name="peer">Who named it.</param>
    public static bool Allows(IPAddress target, PeerBounds peer) =>
        Plain(target).AddressFamily == peer.Address.AddressFamily // else no listener of the peer's family would reach it
        && AllowsMedia(target, peer);

    /// <summary>The same for media, which may be of the other family than signalling.</summary>
    public static bool AllowsMedia(IPAddress target, PeerBounds peer)
    {
        target = Plain(target);
        if (IPAddress.IsLoopback(target))
        {
            return IPAddress.IsLoopback(peer.Address); // "this machine" means ours only to a program on this machine
        }

        if (IsPrivate(target) && !peer.PrivateTargets && !IsPrivate(peer.Address) && !IPAddress.IsLoopback(peer.Address))
        {
            return false; // somebody outside does not steer us into our own network
        }

        return target.AddressFamily == AddressFamily.InterNetwork ? AllowsV4(target) : AllowsV6(target);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));

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
