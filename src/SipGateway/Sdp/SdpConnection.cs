using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Voxie.SipGateway.Sdp;

/// <summary>Network type IN, address type and address (c= and the end of o=).</summary>
/// <param name="AddressType">IP4 or IP6.</param>
/// <param name="Host">Address or, from rare peers, a name; what follows a slash (multicast TTL) is cut off.</param>
internal sealed record SdpConnection(string AddressType, string Host)
{
    /// <summary>The address, IPv4-mapped IPv6 as IPv4; null for a name.</summary>
    public IPAddress? Address
    {
        get
        {
            // A zone ("%eth0") means nothing to another machine.
            if (Host.Contains('%')) return null;
            var literal = Host.Contains(':') ? Host.Replace(":::", "::", StringComparison.Ordinal) : Host;
            if (!IPAddress.TryParse(literal, out var address)) return null;
            // IPAddress reads "1" and "0x7f.1" too; to SDP those are names.
            if (!literal.Contains(':') && address.ToString() != literal) return null;
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
    }

    /// <summary>The RFC 2543 way to hold (RFC 3264 8.4), and its IPv6 twin.</summary>
    public bool IsUnspecified => Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    public static SdpConnection Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var text = plain.ToString();
        return new(text.Contains(':') ? "IP6" : "IP4", text);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out SdpConnection? connection)
    {
        connection = null;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["IN", "IP4" or "IP6", _]) return false;
        var host = fields[2].Split('/')[0];
        if (host.Length == 0) return false;
        connection = new(fields[1], host);
        return true;
    }

    public override string ToString() => $"IN {AddressType} {Host}";
}
