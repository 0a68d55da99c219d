using System.Buffers;
using System.Globalization;
using System.Net;

namespace Voxie.SipGateway.Messages;

/// <summary>Host and optional port, as in URIs and Via sent-by. IPv6 hosts keep their brackets in <see cref="Host"/>.</summary>
internal readonly record struct HostPort(string Host, int? Port)
{
    // The underscore is in no RFC and in many host names.
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");
    private static readonly SearchValues<char> LiteralChars = SearchValues.Create("ABCDEFabcdef0123456789:.");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>The address when the host is a literal; null for a name.</summary>
    public IPAddress? Address => AddressOf(Host);

    /// <summary>A socket address as SIP writes it: IPv6 in brackets, IPv4-mapped as IPv4.</summary>
    public static HostPort Of(IPEndPoint endPoint)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        var text = address.ToString();
        return new(text.Contains(':') ? $"[{text}]" : text, endPoint.Port);
    }

    /// <summary>Reads host [ ":" port ]. Space around the colon is read only when <paramref name="allowSpace"/> (Via, not URIs).</summary>
    public static bool TryRead(ref TextScanner scanner, bool allowSpace, out HostPort result)
    {
        result = default;
        if (!TryReadHost(ref scanner, out var host)) return false;
        int? port = null;
        if (allowSpace) scanner.SkipSpace();
        if (scanner.Next == ':')
        {
            scanner.TryReadThrough(':', out _);
            if (allowSpace) scanner.SkipSpace();
            if (!scanner.TryRead(Digits, out var digits) || !SipText.TryDigits(digits, ushort.MaxValue, out var number) || number == 0) return false;
            port = (int)number;
        }

        result = new(host, port);
        return true;
    }

    /// <summary>Address of a literal, with or without brackets. RFC 5118 4.10: peers write three colons before an embedded IPv4; read them as two.</summary>
    public static IPAddress? AddressOf(string host)
    {
        var text = host.AsSpan();
        if (text.Length > 2 && text[0] == '[' && text[^1] == ']') text = text[1..^1];
        // A zone ("%eth0") means nothing to another machine.
        if (text.ContainsAnyExcept(LiteralChars)) return null;
        if (text.Contains(':')) return IPAddress.TryParse(text.ToString().Replace(":::", "::", StringComparison.Ordinal), out var v6) ? v6 : null;
        // IPAddress also reads "1", "0x7f.1" and "010.0.0.1"; to SIP those are host names.
        return IPAddress.TryParse(text, out var v4) && v4.ToString() == host ? v4 : null;
    }

    public override string ToString() => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{port}") : Host;

    private static bool TryReadHost(ref TextScanner scanner, out string host)
    {
        host = "";
        if (scanner.Next != '[')
        {
            if (!scanner.TryRead(NameChars, out var name)) return false;
            host = name.ToString();
            return true;
        }

        scanner.TryReadThrough('[', out _);
        if (!scanner.TryReadThrough(']', out var literal) || literal.ContainsAnyExcept(LiteralChars)) return false;
        host = $"[{literal}]";
        return AddressOf(host) != null;
    }
}
