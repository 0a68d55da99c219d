using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// What peers are told of a listener (Via, Contact, SDP): what is configured, else what a STUN server saw, else the address we are
/// bound to, else the local address from which the kernel would reach the peer. Never the any-address. Any thread.
/// </summary>
/// <param name="host">Address or domain that the operator names; null: find out.</param>
/// <param name="port">Port that the operator names; null: the real one.</param>
/// <param name="media">Address for SDP that the operator names; null: <paramref name="host"/> if it is one.</param>
internal sealed class AdvertisedAddress(string? host = null, int? port = null, IPAddress? media = null)
{
    /// <summary>For what no listener speaks for: the local address towards each peer.</summary>
    public static AdvertisedAddress Plain { get; } = new();

    private const int MaxRemembered = 4096;
    private readonly ConcurrentDictionary<IPAddress, IPAddress> _towards = new();
    private readonly IPAddress? _hostAddress = host is null ? null : HostPort.AddressOf(host);
    private volatile IPEndPoint? _discovered;

    /// <summary>What the outside sees of the listener, as a STUN server told.</summary>
    public void Discover(IPEndPoint mapped) => _discovered = mapped;

    /// <summary>Host and port for Via and Contact.</summary>
    /// <param name="local">Where the listener is bound.</param>
    /// <param name="peer">Who will read it.</param>
    public HostPort SentBy(IPEndPoint local, IPAddress peer)
    {
        // An IPv4 address is of no use to an IPv6 peer, and the other way round; a domain may lead to both.
        if (host is not null && (_hostAddress is null || _hostAddress.AddressFamily == peer.AddressFamily))
        {
            return new HostPort(_hostAddress is null ? host : HostPort.Of(new IPEndPoint(_hostAddress, 0)).Host, port ?? local.Port);
        }

        return DiscoveredFor(peer) is { } mapped
            ? HostPort.Of(new IPEndPoint(mapped.Address, port ?? mapped.Port))
            : HostPort.Of(new IPEndPoint(Local(local.Address, peer), port ?? local.Port));
    }

    /// <summary>Address for SDP.</summary>
    /// <param name="bound">The address of our socket, may be the any-address.</param>
    /// <param name="peer">Who will read it.</param>
    public IPAddress Towards(IPAddress bound, IPAddress peer)
    {
        var configured = media ?? _hostAddress;
        return configured?.AddressFamily == peer.AddressFamily ? configured : DiscoveredFor(peer)?.Address ?? Local(bound, peer);
    }

    public override string ToString() => host is null && _discovered is { } mapped
        ? mapped.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{host ?? "local address"}{(port is null ? "" : $":{port}")}");

    // The outside is no place to send a peer to that shares this machine with us.
    private IPEndPoint? DiscoveredFor(IPAddress peer) =>
        _discovered is { } mapped && mapped.AddressFamily == peer.AddressFamily && !IPAddress.IsLoopback(peer) ? mapped : null;

    private IPAddress Local(IPAddress bound, IPAddress peer)
    {
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
