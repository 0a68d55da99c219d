using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// Display name, URI and header parameters, as in From, To, Contact, Route, Refer-To, P-Asserted-Identity.
/// Without angle brackets everything after the first semicolon belongs to the header (RFC 3261 20.10).
/// </summary>
internal sealed record NameAddr(SipUri Uri)
{
    // What may not stand in an unquoted display name. Wider than RFC 3261, which wants tokens: PBXs write names in
    // their own script. A comma or colon is refused, else "Bell, Alexander <sip:..>" (RFC 4475 3.1.2.15) splits in two.
    private static readonly SearchValues<char> DisplayNameStops = SearchValues.Create("<>\",;:\\");
    private static readonly SearchValues<char> AddrSpecStops = SearchValues.Create(" \t;,?<>\"");

    /// <summary>Without quotes and escapes; null when absent.</summary>
    public string? DisplayName { get; init; }

    public SipParameters Parameters { get; init; } = SipParameters.None;

    public string? Tag => Parameters["tag"];

    public NameAddr WithTag(string tag) => this with { Parameters = Parameters.With("tag", tag) };

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddr? value)
    {
        var scanner = new TextScanner(text);
        return TryRead(ref scanner, out value) && scanner.AtEnd;
    }

    /// <summary>Reads one of a list, up to the comma or the end.</summary>
    public static bool TryRead(ref TextScanner scanner, [NotNullWhen(true)] out NameAddr? value)
    {
        value = null;
        scanner.SkipSpace();
        if (!TryReadDisplayName(ref scanner, out var name, out var start)) return false;

        ReadOnlySpan<char> uriText;
        if (scanner.Next == '<')
        {
            scanner.TryReadThrough('<', out _);
            if (!scanner.TryReadThrough('>', out uriText)) return false;
        }
        else
        {
            // addr-spec: what was read as a name was the scheme. A question mark needs brackets (RFC 4475 3.1.2.13).
            var rest = scanner.ReadUntil(AddrSpecStops);
            if (scanner.Next is '?' or '<' or '>' or '"') return false;
            uriText = string.Concat(start, rest);
            name = null;
        }

        if (!SipUri.TryParse(uriText, out var uri)) return false;
        if (!SipParameters.TryRead(ref scanner, out var parameters)) return false;
        scanner.SkipSpace();
        value = new(uri) { DisplayName = name, Parameters = parameters };
        return true;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        if (DisplayName != null) text.Append(SipText.Quote(DisplayName)).Append(' ');
        text.Append('<').Append(Uri).Append('>');
        Parameters.AppendTo(text);
        return text.ToString();
    }

    /// <summary>True when the scanner now stands at the angle bracket, or (name is then a scheme) at the colon of an addr-spec.</summary>
    private static bool TryReadDisplayName(ref TextScanner scanner, out string? name, out ReadOnlySpan<char> start)
    {
        name = null;
        start = default;
        if (scanner.Next == '"')
        {
            if (!scanner.TryReadQuoted(out var quoted)) return false;
            name = SipText.Unquote(quoted.ToString());
            scanner.SkipSpace();
            return scanner.Next == '<';
        }

        start = scanner.ReadUntil(DisplayNameStops);
        if (scanner.Next is not ('<' or ':')) return false;
        var text = SipText.TrimSpace(start);
        if (!text.IsEmpty) name = text.ToString();
        return true;
    }
}
