using System.Net;

namespace Voxie.SipGateway.Transport;

/// <summary>One address that SIP is received on, and what peers are told of it.</summary>
/// <param name="Address">IPv4 or IPv6, may be the any-address. Port 0: any free one.</param>
public sealed record SipListener(SipTransportKind Transport, IPEndPoint Address)
{
    /// <summary>Host that Via and Contact name, an address or a domain; null: the local address towards each peer.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Port that Via and Contact name; null: the one it listens on.</summary>
    public int? AdvertisedPort { get; init; }

    /// <summary>Address that SDP names; null: <see cref="AdvertisedHost"/> if it is one, else the local address towards each peer.</summary>
    public IPAddress? AdvertisedMedia { get; init; }

    /// <summary>Asked for what the outside sees, where no host is named; null: nobody.</summary>
    public StunServer? Stun { get; init; }

    /// <summary>Required of <see cref="SipTransportKind.Tls"/> and <see cref="SipTransportKind.Wss"/>, without meaning for the others.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>Whether each connection is a WebSocket.</summary>
    public bool IsWebSocket => Transport is SipTransportKind.Ws or SipTransportKind.Wss;

    /// <summary>Whether each connection is encrypted.</summary>
    public bool IsSecure => Transport is SipTransportKind.Tls or SipTransportKind.Wss;

    /// <summary>Web pages that may open a WebSocket, by their origin (<c>https://phone.example.com</c>). Programs that are no pages name none, and may.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>As <c>udp:127.0.0.1:5060</c>.</summary>
    public override string ToString() => $"{Transport.ToString().ToLowerInvariant()}:{Address}";
}
