using System.Net;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// A URI as written: sip and sips in parts, tel as number and parameters, every other scheme as opaque text.
/// %-escapes are kept (<see cref="UserText"/> reads them), so a URI that came in goes out the same.
/// Record equality is by spelling; <see cref="IsEquivalentTo"/> compares by RFC 3261 19.1.4.
/// </summary>
internal sealed partial record SipUri
{
    /// <summary>Lower case.</summary>
    public string Scheme { get; init; } = "sip";

    /// <summary>User part (sip, sips) or number (tel), escapes and visual separators kept.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Only sip and sips have one.</summary>
    public HostPort HostPort { get; init; }

    public SipParameters Parameters { get; init; } = SipParameters.None;

    /// <summary>What stands after the question mark, unread.</summary>
    public string? HeaderText { get; init; }

    /// <summary>Everything after the colon, for schemes other than sip, sips and tel.</summary>
    public string? Opaque { get; init; }

    public bool IsSip => Scheme is "sip" or "sips";

    public bool IsTel => Scheme == "tel";

    public string Host => HostPort.Host ?? "";

    public int? Port => HostPort.Port;

    /// <summary>User part with its escapes read; bytes that are no UTF-8 read as Latin-1. Null when there is none.</summary>
    public string? UserText => User == null ? null : Unescape(User);

    public string? Transport => Parameters["transport"];

    /// <summary>Loose router (RFC 3261 19.1.1), as Route entries carry it.</summary>
    public bool IsLooseRouter => Parameters.Contains("lr");

    /// <summary>A sip URI of ours. <paramref name="user"/> is plain text and gets escaped; an IPv6 host carries its brackets.</summary>
    /// <exception cref="ArgumentException">The host or transport cannot stand in a URI.</exception>
    public static SipUri Sip(string? user, string host, int? port = null, string? transport = null)
    {
        var uri = new SipUri
        {
            User = user == null ? null : Escape(user),
            HostPort = new(host, port),
            Parameters = transport == null ? SipParameters.None : SipParameters.None.With("transport", transport),
        };
        return TryParse(uri.ToString(), out var read) && read == uri ? uri : throw new ArgumentException($"No SIP URI: {uri}");
    }

    /// <summary>A sip URI of ours at a socket address.</summary>
    public static SipUri Sip(string? user, IPEndPoint address, string? transport = null) =>
        Sip(user, HostPort.Of(address).Host, address.Port, transport);

    public override string ToString()
    {
        var text = new StringBuilder(Scheme).Append(':');
        if (Opaque != null) return text.Append(Opaque).ToString();
        text.Append(User);
        if (IsSip)
        {
            if (Password != null) text.Append(':').Append(Password);
            if (User != null) text.Append('@');
            text.Append(HostPort);
        }

        Parameters.AppendTo(text);
        if (HeaderText != null) text.Append('?').Append(HeaderText);
        return text.ToString();
    }

    /// <summary>Writes a user part: everything outside RFC 3261 user characters as %-escaped UTF-8.</summary>
    public static string Escape(string user)
    {
        if (!user.AsSpan().ContainsAnyExcept(UserChars)) return user;
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(user))
        {
            if (b < 0x80 && UserChars.Contains((char)b)) text.Append((char)b);
            else text.Append('%').Append(Convert.ToHexString([b]));
        }

        return text.ToString();
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('%')) return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                bytes[length++] = (byte)((Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]]))[0]);
                i += 2;
            }
            else bytes[length++] = bytes[i];
        }

        return SipText.Decode(bytes.AsSpan(0, length));
    }
}
