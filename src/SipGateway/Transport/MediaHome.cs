using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// Where the media of one line is received, as SDP tells the peer: by the family of the signalling, unless an offer names an address of
/// the other one, for the two need not agree (RFC 6157).
/// </summary>
/// <param name="bound">The address of the line's socket, may be the any-address.</param>
/// <param name="flow">The way of the signalling.</param>
/// <param name="other">What the listener of the other family tells of itself; null: there is none.</param>
internal sealed class MediaHome(IPAddress bound, SipFlow flow, AdvertisedAddress? other)
{
    /// <summary>Before an offer says anything.</summary>
    public IPAddress Address { get; } = flow.Transport.Advertised.Towards(bound, flow.Remote.Address);

    /// <summary>Our address of the other family for media with that peer; null: the socket has none.</summary>
    /// <param name="media">Where the peer receives its media.</param>
    public IPAddress? Beside(IPAddress media) =>
        media.AddressFamily != Address.AddressFamily && (bound.AddressFamily == media.AddressFamily || bound.Equals(IPAddress.IPv6Any))
            ? (other ?? AdvertisedAddress.Plain).Towards(bound.AddressFamily == media.AddressFamily ? bound : Any(media), media)
            : null;

    // A socket at the any-address of IPv6 takes IPv4, too.
    private static IPAddress Any(IPAddress media) => media.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
}
