using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Sdp;

/// <summary>Our end of one session: what stands in o=, c= and m= when we speak.</summary>
internal sealed record LocalEnd
{
    /// <summary>Address and RTP port as the peer is to send to them.</summary>
    /// <exception cref="ArgumentException">Unspecified address or port 0: that would say hold, or refusal.</exception>
    public required IPEndPoint Media
    {
        get;
        init => field = value.Port == 0 || value.Address.Equals(IPAddress.Any) || value.Address.Equals(IPAddress.IPv6Any)
            ? throw new ArgumentException($"Not a media address: {value}", nameof(value))
            : new(value.Address.IsIPv4MappedToIPv6 ? value.Address.MapToIPv4() : value.Address, value.Port);
    }

    /// <summary>Our address of the other family, at the same port; null: there is none.</summary>
    public IPAddress? Beside { get; init; }

    /// <summary>Number in o=, the same for the life of the session. Random, below 2^63.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>What we last said in this session. Said again unchanged it keeps its version, else the version goes up by one (RFC 3264 8).</summary>
    public SessionDescription? Previous { get; init; }

    /// <summary>What we want, from our side: less than both ways puts the peer on hold.</summary>
    public MediaDirection Direction { get; init; } = MediaDirection.SendReceive;

    /// <summary>Whether we have an address of this family.</summary>
    public bool Has(AddressFamily family) => family == Media.AddressFamily || family == Beside?.AddressFamily;

    /// <summary>This end for a peer there: in its family, which is that of the session from then on.</summary>
    /// <param name="remote">Null: nowhere, it holds us.</param>
    public LocalEnd Facing(IPAddress? remote) => remote is null || remote.AddressFamily == Media.AddressFamily || Beside is null
        ? this : this with { Media = new IPEndPoint(Beside, Media.Port), Beside = Media.Address };
}
