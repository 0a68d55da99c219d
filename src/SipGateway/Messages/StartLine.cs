namespace Voxie.SipGateway.Messages;

/// <summary>First line of a message, as far as it could be read.</summary>
/// <param name="Method">Null in a response, and when not even a method stands there.</param>
internal readonly record struct StartLine(SipParseReason Fault, string? Method, SipUri? RequestUri, int StatusCode, string? ReasonPhrase)
{
    public static StartLine Read(ReadOnlySpan<byte> line)
    {
        var isResponse = line.Length >= 4 && SipText.Decode(line[..4]).Equals("SIP/", StringComparison.OrdinalIgnoreCase);
        if (line.Length > SipLimits.HeaderLineBytes || SipText.HasStrayControl(line)) return new() { Fault = SipParseReason.StartLine };
        return isResponse ? ReadStatusLine(SipText.Decode(line)) : ReadRequestLine(line);
    }

    // Status-Line = SIP-Version SP Status-Code SP Reason-Phrase. The phrase may be empty; some peers then leave its space out.
    private static StartLine ReadStatusLine(string line)
    {
        var fault = new StartLine { Fault = SipParseReason.StartLine };
        var text = line.AsSpan();
        var space = text.IndexOf(' ');
        if (space < 0 || !IsVersion2(text[..space])) return fault;
        text = text[(space + 1)..];
        if (text.Length < 3 || !SipText.TryDigits(text[..3], 699, out var status) || status < 100) return fault;
        if (text.Length > 3 && text[3] != ' ') return fault;
        return new() { StatusCode = (int)status, ReasonPhrase = text.Length > 4 ? text[4..].ToString() : "" };
    }

    // Request-Line = Method SP Request-URI SP SIP-Version, and not one space more (RFC 4475 3.1.2.8 to 3.1.2.10).
    private static StartLine ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        if (space < 0 || !SipText.IsToken(line[..space])) return new() { Fault = SipParseReason.StartLine };
        // Other protocols' noise gets no answer; a request with a slip in this line does.
        if (line.IndexOf("SIP/"u8) < 0) return new() { Fault = SipParseReason.StartLine };
        var start = new StartLine { Method = SipText.Decode(line[..space]) };
        var rest = SipText.Decode(line[(space + 1)..]).AsSpan();
        var uriEnd = rest.IndexOf(' ');
        if (uriEnd < 1) return start with { Fault = SipParseReason.StartLine };
        var version = rest[(uriEnd + 1)..];
        if (!IsVersion2(version)) return start with { Fault = IsAnyVersion(version) ? SipParseReason.Version : SipParseReason.StartLine };
        if (!SipUri.TryParse(rest[..uriEnd], out var uri)) return start with { Fault = SipParseReason.RequestUri };
        return start with { RequestUri = uri, Fault = uri.HeaderText == null ? SipParseReason.None : SipParseReason.RequestUriHeaders };
    }

    private static bool IsVersion2(ReadOnlySpan<char> text) => text.Equals("SIP/2.0", StringComparison.OrdinalIgnoreCase);

    private static bool IsAnyVersion(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase)) return false;
        var dot = text.IndexOf('.');
        return dot > 4 && SipText.TryDigits(text[4..dot], int.MaxValue, out _) && SipText.TryDigits(text[(dot + 1)..], int.MaxValue, out _);
    }
}
