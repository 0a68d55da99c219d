using System.Diagnostics.CodeAnalysis;
using System.Net;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Config;

/// <summary>One SIP listener in short, written <c>udp:127.0.0.1:5060</c>, <c>tls:[::1]:5061</c> or <c>wss:0.0.0.0:8443</c>.</summary>
internal sealed record SipListen(SipTransportKind Transport, IPEndPoint Address) : IParsable<SipListen>
{
    public static SipListen Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var listen) ? listen : throw new FormatException("Not a SIP listener: " + s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SipListen result)
    {
        result = null;
        if (s?.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon) || !Addresses.TryParseEndPoint(s[(colon + 1)..], out var address)
            || !Enum.TryParse<SipTransportKind>(s[..colon], ignoreCase: true, out var transport) || !Enum.IsDefined(transport) || char.IsAsciiDigit(s[0]))
        {
            return false;
        }
        result = new SipListen(transport, address);
        return true;
    }

    public override string ToString() => $"{StrictBinder.SettingName(Transport.ToString())}:{Address}";
}
