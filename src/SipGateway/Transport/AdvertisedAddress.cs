using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// The address of ours that a peer is told (Via, Contact, SDP): the configured one, else the one we are bound to, else the
/// local address from which the kernel would reach the peer. Never the any-address. Any thread.
/// </summary>
/// <param name="configured">What the operator says; null: find out.</param>
internal sealed class AdvertisedAddress(IPAddress? configured)
{
    private const int MaxRemembered = 4096;
    private readonly ConcurrentDictionary<IPAddress, IPAddress> _towards = new();

    /// <param name="bound">The address of our socket, may be the any-address.</param>
    /// <param name="peer">Who will read it.</param>
    public IPAddress Towards(IPAddress bound, IPAddress peer)
    {
        // An IPv4 address is of no use to an IPv6 peer, and the other way round.
        if (configured is not null && configured.AddressFamily == peer.AddressFamily)
        {
            return configured;
        }

        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
        {
            return bound;
        }

        if (_towards.TryGetValue(peer, out var known))
        {
            return known;
        }

        if (_towards.Count >= MaxRemembered)
        {
            _towards.Clear(); // routes may have changed, too
        }

        return _towards[peer] = AskKernel(peer);
    }

    /// <summary>Connecting a UDP socket sends nothing, but makes the kernel choose the source address.</summary>
    private static IPAddress AskKernel(IPAddress peer)
    {
        try
        {
            using var probe = new Socket(peer.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(peer, 9);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            // No route: nothing that we say will reach the peer either.
            return peer.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        }
    }
}
