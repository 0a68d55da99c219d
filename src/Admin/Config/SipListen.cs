using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Voxie.Admin.Config;

/// <summary>One SIP listener, written <c>udp:127.0.0.1:5060</c> or <c>udp:[::1]:5060</c>.</summary>
internal sealed record SipListen(string Transport, IPEndPoint Address) : IParsable<SipListen>
{
    public static SipListen Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var listen) ? listen : throw new FormatException("Not a SIP listener: " + s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SipListen result)
    {
        result = null;
        if (s is null || !s.StartsWith("udp:", StringComparison.OrdinalIgnoreCase) || !Addresses.TryParseEndPoint(s[4..], out var address))
        {
            return false;
        }
        result = new SipListen("udp", address);
        return true;
    }

    public override string ToString() => Transport + ":" + Address;
}
