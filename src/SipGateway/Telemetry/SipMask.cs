using System.Buffers;
using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// Overwrites what nobody may read later: proofs of passwords, tokens, media keys, pressed digits. Every byte keeps its place, so
/// lengths stay true. Works on any bytes, broken messages too; it rather masks too much than too little.
/// </summary>
internal static class SipMask
{
    private const byte Secret = (byte)'*';
    // An asterisk is a key of the telephone.
    private const byte Digit = (byte)'X';

    private static readonly string[] ProofParameters = ["response", "cnonce", "rspauth"];
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(" \t\r\n,;"u8);
    private static readonly SearchValues<byte> KeyEnds = SearchValues.Create(" \t\r\n|;"u8);
    private static readonly SearchValues<byte> UriEnds = SearchValues.Create(" \t\r\n<>\",@"u8);

    public static byte[] Mask(ReadOnlySpan<byte> message)
    {
        var copy = message.ToArray();
        var rest = copy.AsSpan();
        bool body = false, digits = false;
        while (!rest.IsEmpty)
        {
            var line = TakeLine(ref rest, foldsAllowed: !body);
            if (line.IsEmpty)
            {
                body = true;
            }
            else if (body && digits && !line.StartsWith("--"u8) && !StartsWith(line, "Content-"))
            {
                MaskDigits(line);
            }
            else if (!MaskHeader(line, ref digits))
            {
                MaskDescription(line);
            }

            MaskUriPasswords(line);
        }

        return copy;
    }

    /// <summary>A line without its end. Before the body its folded continuations belong to it.</summary>
    private static Span<byte> TakeLine(ref Span<byte> rest, bool foldsAllowed)
    {
        var end = 0;
        while (true)
        {
            var found = rest[end..].IndexOfAny(LineEnds);
            if (found < 0)
            {
                var last = rest;
                rest = default;
                return last;
            }

            end += found;
            var after = end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1);
            if (!foldsAllowed || end == 0 || after >= rest.Length || rest[after] is not ((byte)' ' or (byte)'\t'))
            {
                var line = rest[..end];
                rest = rest[after..];
                return line;
            }

            end = after;
        }
    }

    /// <returns>False: no header that matters here. Parts of a multipart have headers, too.</returns>
    private static bool MaskHeader(Span<byte> line, ref bool digits)
    {
        if (!IsHeader(line, out var name, out var value))
        {
            return false;
        }

        switch (name)
        {
            case HeaderNames.ContentType:
                digits = Contains(value, "dtmf") || Contains(value, "kpml");
                return true;
            case HeaderNames.Authorization or HeaderNames.ProxyAuthorization:
                MaskCredentials(value);
                return true;
            default:
                if (name.EndsWith("Authentication-Info", StringComparison.OrdinalIgnoreCase))
                {
                    MaskProofs(value);
                    return true;
                }

                return false;
        }
    }

    private static bool IsHeader(Span<byte> line, out string name, out Span<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        var token = colon < 0 ? default : line[..colon].Trim(" \t"u8);
        value = colon < 0 ? default : line[(colon + 1)..];
        name = SipText.IsToken(token) ? HeaderNames.Of(token) : "";
        return name.Length > 0;
    }

    private static void MaskCredentials(Span<byte> value)
    {
        var start = value.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return;
        }

        var credentials = value[start..];
        if (StartsWith(credentials, "Digest"))
        {
            MaskProofs(credentials);
            return;
        }

        // Basic, Bearer, or nothing that we know: all of it is the secret.
        var space = credentials.IndexOfAny(" \t\r\n"u8);
        Overwrite(space < 0 ? credentials : credentials[space..], Secret);
    }

    private static void MaskProofs(Span<byte> value)
    {
        foreach (var name in ProofParameters)
        {
            for (var from = 0; from < value.Length;)
            {
                var found = IndexOf(value[from..], name);
                if (found < 0)
                {
                    break;
                }

                from += found + name.Length;
                var afterName = value[from..].TrimStart(" \t\r\n"u8);
                // "response" may be the end of a longer name; masking that one's value harms nobody.
                if (afterName.Length > 0 && afterName[0] == '=')
                {
                    MaskValue(afterName[1..].TrimStart(" \t\r\n"u8));
                }
            }
        }
    }

    private static void MaskValue(Span<byte> value)
    {
        if (value.Length > 0 && value[0] == '"')
        {
            var end = 1;
            while (end < value.Length && value[end] != '"')
            {
                end += value[end] == '\\' ? 2 : 1;
            }

            Overwrite(value[1..Math.Min(end, value.Length)], Secret);
            return;
        }

        var stop = value.IndexOfAny(ValueEnds);
        Overwrite(stop < 0 ? value : value[..stop], Secret);
    }

    /// <summary>Keys in a session description: SDES (RFC 4568), MIKEY (RFC 4567), the old k= line, ICE passwords.</summary>
    private static void MaskDescription(Span<byte> line)
    {
        var text = line.TrimStart(" \t"u8);
        if (StartsWith(text, "a=crypto:"))
        {
            for (var found = IndexOf(text, "inline:"); found >= 0; found = IndexOf(text, "inline:"))
            {
                text = text[(found + "inline:".Length)..];
                var end = text.IndexOfAny(KeyEnds);
                Overwrite(end < 0 ? text : text[..end], Secret);
            }
        }
        else if (StartsWith(text, "a=key-mgmt:") || StartsWith(text, "a=ice-pwd:"))
        {
            Overwrite(text[(text.IndexOf((byte)':') + 1)..], Secret);
        }
        else if (StartsWith(text, "k="))
        {
            Overwrite(text[2..], Secret);
        }
    }

    private static void MaskDigits(Span<byte> line)
    {
        var equals = line.IndexOf((byte)'=');
        if (equals < 0)
        {
            Overwrite(line, Digit);
        }
        else if (!StartsWith(line.Trim(" \t"u8), "Duration"))
        {
            Overwrite(line[(equals + 1)..], Digit);
        }
    }

    private static void MaskUriPasswords(Span<byte> line)
    {
        for (var found = IndexOf(line, "sip"); found >= 0; found = IndexOf(line, "sip"))
        {
            line = line[(found + 3)..];
            var scheme = line.Length > 0 && (line[0] | 0x20) == 's' ? 1 : 0;
            if (line.Length <= scheme || line[scheme] != ':')
            {
                continue;
            }

            line = line[(scheme + 1)..];
            var end = line.IndexOfAny(UriEnds);
            var colon = end < 0 || line[end] != '@' ? -1 : line[..end].IndexOf((byte)':');
            if (colon >= 0)
            {
                Overwrite(line[(colon + 1)..end], Secret);
            }
        }
    }

    private static void Overwrite(Span<byte> bytes, byte with)
    {
        foreach (ref var b in bytes)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                b = with;
            }
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, string word) =>
        text.Length >= word.Length && IndexOf(text[..word.Length], word) == 0;

    private static bool Contains(ReadOnlySpan<byte> text, string word) => IndexOf(text, word) >= 0;

    private static int IndexOf(ReadOnlySpan<byte> text, string word)
    {
        // Letters first: an ASCII letter and its other case differ in one bit.
        var (first, other) = ((byte)word[0], (byte)(word[0] ^ 0x20));
        for (var i = 0; i + word.Length <= text.Length; i++)
        {
            var next = text[i..].IndexOfAny(first, other);
            if (next < 0 || (i += next) + word.Length > text.Length)
            {
                return -1;
            }

            if (Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word))
            {
                return i;
            }
        }

        return -1;
    }
}
