using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Voxie.SipGateway.Sdp;

/// <summary>
/// A session description (RFC 8866), the parts a call needs: origin, connection, attributes, media. Other lines are read
/// over and not kept. Compares by content.
/// </summary>
internal sealed record SessionDescription
{
    public required SdpOrigin Origin { get; init; }

    /// <summary>s=; one dash when there is nothing to say.</summary>
    public string Name { get; init; } = "-";

    public SdpConnection? Connection { get; init; }

    public ImmutableArray<SdpAttribute> Attributes { get; init; } = [];

    public ImmutableArray<MediaDescription> Media { get; init; } = [];

    /// <summary>Reads a body. Never throws, whatever the bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? description, out SdpParseReason reason) =>
        SdpReader.TryRead(body, out description, out reason);

    /// <summary>Where a medium wants to receive: its own c= or the session's.</summary>
    public SdpConnection? ConnectionOf(MediaDescription media) => media.Connection ?? Connection;

    /// <summary>The first address of a medium that is of another family than this one; null: none is.</summary>
    public IPAddress? AddressOutside(AddressFamily family)
    {
        foreach (var media in Media)
        {
            if (ConnectionOf(media) is { IsUnspecified: false, Address: { } address } && address.AddressFamily != family) return address;
        }

        return null;
    }

    /// <summary>The medium's own direction before the session's; both ways when neither says (RFC 3264 5.1). An address of zeros means inactive (8.4).</summary>
    public MediaDirection DirectionOf(MediaDescription media) => ConnectionOf(media)?.IsUnspecified == true
        ? MediaDirection.Inactive
        : media.Direction ?? MediaDirections.Find(Attributes) ?? MediaDirection.SendReceive;

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public bool Equals(SessionDescription? other) => other != null && ToString() == other.ToString();

    public override int GetHashCode() => Origin.GetHashCode();

    /// <summary>The description as written, CRLF after each line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(256);
        text.Append("v=0\r\no=").Append(Origin).Append("\r\ns=").Append(Name).Append("\r\n");
        if (Connection != null) text.Append("c=").Append(Connection).Append("\r\n");
        text.Append("t=0 0\r\n");
        foreach (var attribute in Attributes) text.Append(attribute).Append("\r\n");
        foreach (var media in Media) text.Append(media);
        return text.ToString();
    }
}
