using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>One hop of the way back (RFC 3261 20.42, RFC 3581).</summary>
internal sealed record ViaHeader(string Transport, HostPort SentBy, SipParameters Parameters)
{
    /// <summary>Start of every branch made by RFC 3261 (8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    /// <summary>Name and version of the protocol; always ours in what we make, and whatever it says in what we read.</summary>
    public string Protocol { get; init; } = "SIP/2.0";

    public string? Branch => Parameters["branch"];

    /// <summary>True when the branch alone names the transaction; false for RFC 2543 peers, and for a cookie with nothing after it (RFC 4475 3.2.1).</summary>
    public bool HasUniqueBranch => Branch is { } branch && branch.Length > MagicCookie.Length && branch.StartsWith(MagicCookie, StringComparison.Ordinal);

    public IPAddress? Received => Parameters["received"] is { } text ? HostPort.AddressOf(text) : null;

    /// <summary>The peer asks for answers to the port it sent from (RFC 3581), or an earlier hop filled it in.</summary>
    public bool WantsRPort => Parameters.Contains("rport");

    public int? RPort => SipText.TryDigits(Parameters["rport"], ushort.MaxValue, out var port) && port > 0 ? (int)port : null;

    /// <summary>Port to answer to when nothing better is known.</summary>
    public int SentByPort => SentBy.Port ?? Transport.ToUpperInvariant() switch { "TLS" => 5061, "WS" => 80, "WSS" => 443, _ => 5060 };

    /// <summary>This Via stamped by a server with where the request really came from (RFC 3261 18.2.1, RFC 3581 4).</summary>
    public ViaHeader Stamp(IPEndPoint source)
    {
        var address = source.Address.IsIPv4MappedToIPv6 ? source.Address.MapToIPv4() : source.Address;
        // A received or rport value the peer wrote itself says nothing.
        var parameters = Parameters.Without("received");
        if (WantsRPort || !address.Equals(SentBy.Address)) parameters = parameters.With("received", address.ToString());
        if (WantsRPort) parameters = parameters.With("rport", source.Port.ToString(CultureInfo.InvariantCulture));
        return this with { Parameters = parameters };
    }

    /// <summary>Reads one via-parm: <c>SIP / 2.0 / UDP host:port ;params</c>, white space allowed at every joint.</summary>
    public static bool TryRead(ref TextScanner scanner, [NotNullWhen(true)] out ViaHeader? via)
    {
        via = null;
        scanner.SkipSpace();
        if (!scanner.TryReadToken(out var protocol)) return false;
        if (!scanner.TrySkip('/') || !scanner.TryReadToken(out var version)) return false;
        if (!scanner.TrySkip('/') || !scanner.TryReadToken(out var transport)) return false;
        if (scanner.Next is not (' ' or '\t')) return false;
        scanner.SkipSpace();
        if (!HostPort.TryRead(ref scanner, allowSpace: true, out var sentBy)) return false;
        if (!SipParameters.TryRead(ref scanner, out var parameters)) return false;
        via = new(transport.ToString(), sentBy, parameters) { Protocol = $"{protocol}/{version}" };
        return true;
    }

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ViaHeader? via)
    {
        var scanner = new TextScanner(text);
        return TryRead(ref scanner, out via) && scanner.AtEnd;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Protocol).Append('/').Append(Transport).Append(' ').Append(SentBy);
        Parameters.AppendTo(text);
        return text.ToString();
    }
}
