using System.Net;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Security;

/// <summary>
/// What may be dialled without a trunk: a SIP URI whose host is a loopback address, written as an address. No names are looked
/// up and no gateway is used, so nothing can cost money.
/// </summary>
internal static class DialPolicy
{
    /// <param name="uri">Set when allowed: the target without URI headers.</param>
    /// <param name="refusal">Set when refused: a sentence for people.</param>
    public static bool Allows(string address, out SipUri uri, out string refusal)
    {
        if (!SipUri.TryParse(address, out var parsed))
        {
            uri = new SipUri();
            refusal = "The target is not a URI. Write it as sip:user@127.0.0.1:5060.";
            return false;
        }

        // 19.1.5: headers in a URI would become headers of our request; a target never gets to write those.
        uri = parsed with { HeaderText = null };
        refusal = Refusal(parsed);
        return refusal.Length == 0;
    }

    private static string Refusal(SipUri target)
    {
        if (!target.IsSip)
        {
            return $"Only sip: and sips: targets can be dialled without a trunk, not {target.Scheme}:.";
        }

        if (target.Transport is { } transport && transport.ToLowerInvariant() is not ("udp" or "tcp" or "tls"))
        {
            return "Only UDP, TCP and TLS can be dialled.";
        }

        if (target.HostPort.Address is not { } host)
        {
            return "Without a trunk the host of the target must be an address such as 127.0.0.1; names are not looked up.";
        }

        return IPAddress.IsLoopback(host) ? "" : "Without a trunk only addresses of this machine (127.0.0.0/8, ::1) can be dialled.";
    }
}
