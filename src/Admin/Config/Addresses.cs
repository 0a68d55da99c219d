using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Voxie.Admin.Config;

/// <summary>Strict reading of addresses: the framework's own parser takes <c>1</c> and <c>::1:80</c>, which nobody means.</summary>
internal static class Addresses
{
    public static bool TryParseEndPoint(string text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        text = text.Trim();
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), out var port) || port is < 0 or > 65535 || text[colon + 1] is '+' or '-')
        {
            return false;
        }
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            host = "127.0.0.1";
        }
        if (!TryParseAddress(host, out var address))
        {
            return false;
        }
        endPoint = new IPEndPoint(address, port);
        return true;
    }

    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var dotted = text.Contains(':', StringComparison.Ordinal) || text.Split('.').Length == 4;
        return dotted && IPAddress.TryParse(text, out address);
    }
}
