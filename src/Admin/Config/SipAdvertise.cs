using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Voxie.Admin.Config;

/// <summary>What a listener tells of itself: an address or a domain, with a port or without, or a STUN server to ask.</summary>
/// <param name="Host">Address without brackets, or domain; of the STUN server when <paramref name="IsStun"/>.</param>
internal sealed record SipAdvertise(string Host, int? Port, bool IsStun)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out SipAdvertise? advertise)
    {
        advertise = null;
        var stun = text.StartsWith("stun:", StringComparison.OrdinalIgnoreCase);
        var (host, port) = Split(stun ? text[5..] : text);
        int? number = null;
        if (port is not null)
        {
            if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is < 1 or > 65535)
            {
                return false;
            }
            number = read;
        }
        var isHost = Addresses.TryParseAddress(host, out var address)
            ? !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            : Uri.CheckHostName(host) == UriHostNameType.Dns && !host.All(c => char.IsAsciiDigit(c) || c == '.');
        advertise = isHost ? new SipAdvertise(host, number, stun) : null;
        return isHost;
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            return (text[1..end], end + 1 < text.Length && text[end + 1] == ':' ? text[(end + 2)..] : end + 1 == text.Length ? null : "");
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != text.LastIndexOf(':') ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
