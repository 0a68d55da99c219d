using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Messages;

internal sealed partial record SipUri
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    // RFC 3261 25.1: user-unreserved = "&" / "=" / "+" / "$" / "," / ";" / "?" / "/".
    private static readonly SearchValues<char> UserChars = SearchValues.Create(Unreserved + "&=+$,;?/");
    // Feature codes (#31#) come unescaped from phones, and so do brackets and pipes from some PBXs.
    private static readonly SearchValues<char> UserCharsRead = SearchValues.Create(Unreserved + "&=+$,;?/#%[]|^{}");
    private static readonly SearchValues<char> PasswordCharsRead = SearchValues.Create(Unreserved + "&=+$,%;?/:#");
    // Equals sign apart: it parts name and value.
    private static readonly SearchValues<char> ParameterChars = SearchValues.Create(Unreserved + "[]/:&+$%@|{}^,");
    private static readonly SearchValues<char> ParameterValueChars = SearchValues.Create(Unreserved + "[]/:&+$%@|{}^,=");
    private static readonly SearchValues<char> HeaderChars = SearchValues.Create(Unreserved + "[]/?:+$%&=;,@|");
    private static readonly SearchValues<char> TelChars = SearchValues.Create("0123456789ABCDEFabcdef*#+-.()%pPwW");
    private static readonly SearchValues<char> OpaqueChars = SearchValues.Create(Unreserved + ";/?:@&=+$,%#[]|^{}\\`");
    private static readonly SearchValues<char> SchemeChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Reads a whole URI. An unknown scheme is no error here: whoever is asked for it answers 416.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var colon = text.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(text[0]) || text[..colon].ContainsAnyExcept(SchemeChars)) return false;
        var scheme = text[..colon].ToString().ToLowerInvariant();
        var rest = text[(colon + 1)..];
        return scheme switch
        {
            "sip" or "sips" => TryParseSip(scheme, rest, out uri),
            "tel" => TryParseTel(rest, out uri),
            _ => TryParseOpaque(scheme, rest, out uri),
        };
    }

    private static bool TryParseSip(string scheme, ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        string? user = null, password = null;
        // An at sign stands in no other part unescaped, so the first one ends the user part,
        // whatever semicolons and question marks are before it (RFC 4475 3.1.1.9).
        var at = rest.IndexOf('@');
        if (at >= 0)
        {
            var userInfo = rest[..at];
            rest = rest[(at + 1)..];
            var colon = userInfo.IndexOf(':');
            if (colon >= 0)
            {
                if (!IsWritten(userInfo[(colon + 1)..], PasswordCharsRead)) return false;
                password = userInfo[(colon + 1)..].ToString();
                userInfo = userInfo[..colon];
            }

            if (userInfo.IsEmpty || !IsWritten(userInfo, UserCharsRead)) return false;
            user = userInfo.ToString();
        }

        var scanner = new TextScanner(rest);
        if (!HostPort.TryRead(ref scanner, allowSpace: false, out var hostPort)) return false;
        if (!TryReadParameters(ref scanner, out var parameters)) return false;
        string? headers = null;
        if (scanner.Next == '?')
        {
            scanner.TryReadThrough('?', out _);
            if (!scanner.TryRead(HeaderChars, out var text) || !IsWritten(text, HeaderChars)) return false;
            headers = text.ToString();
        }

        if (!scanner.AtEnd) return false;
        uri = new() { Scheme = scheme, User = user, Password = password, HostPort = hostPort, Parameters = parameters, HeaderText = headers };
        return true;
    }

    private static bool TryParseTel(ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var scanner = new TextScanner(rest);
        if (!scanner.TryRead(TelChars, out var number) || !IsWritten(number, TelChars)) return false;
        if (!TryReadParameters(ref scanner, out var parameters) || !scanner.AtEnd) return false;
        uri = new() { Scheme = "tel", User = number.ToString(), Parameters = parameters };
        return true;
    }

    private static bool TryParseOpaque(string scheme, ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        if (rest.IsEmpty || rest.ContainsAnyExcept(OpaqueChars)) return false;
        uri = new() { Scheme = scheme, Opaque = rest.ToString() };
        return true;
    }

    private static bool TryReadParameters(ref TextScanner scanner, out SipParameters parameters)
    {
        parameters = SipParameters.None;
        List<KeyValuePair<string, string?>>? items = null;
        while (scanner.Next == ';')
        {
            scanner.TryReadThrough(';', out _);
            if (!scanner.TryRead(ParameterChars, out var name) || !IsWritten(name, ParameterChars)) return false;
            string? value = null;
            if (scanner.Next == '=')
            {
                scanner.TryReadThrough('=', out _);
                // Some peers write an empty value (";x-i="), and some an equals sign inside it.
                scanner.TryRead(ParameterValueChars, out var text);
                if (!IsWritten(text, ParameterValueChars)) return false;
                value = text.ToString();
            }

            if (!SipParameters.TryAdd(ref items, name.ToString(), value)) return false;
        }

        parameters = SipParameters.Of(items);
        return true;
    }

    /// <summary>Only allowed characters, and every percent sign begins an escape.</summary>
    private static bool IsWritten(ReadOnlySpan<char> text, SearchValues<char> allowed)
    {
        if (text.ContainsAnyExcept(allowed)) return false;
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
            text = text[(at + 3)..];
        }

        return true;
    }
}
