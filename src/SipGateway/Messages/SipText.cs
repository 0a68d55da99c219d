using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Voxie.SipGateway.Messages;

/// <summary>Character classes of RFC 3261 25.1, and bytes to text.</summary>
internal static class SipText
{
    private const string AlphaNumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> Token = SearchValues.Create(AlphaNumeric + "-.!%*_+`'~");
    public static readonly SearchValues<byte> TokenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(AlphaNumeric + "-.!%*_+`'~"));

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b != '\t').Select(b => (byte)b), 0x7F]);

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    /// <summary>Linear white space is SP and HTAB only; <see cref="string.Trim()"/> also takes NEL, NBSP and others.</summary>
    public static ReadOnlySpan<char> TrimSpace(ReadOnlySpan<char> text) => text.Trim(" \t");

    public static ReadOnlySpan<byte> TrimSpace(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <summary>
    /// UTF-8 where it is valid. Old PBXs put Latin-1 into display names: then the whole text is read so,
    /// and C1 controls (0x85 is a line end to some readers) become U+FFFD.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        return string.Create(bytes.Length, bytes, static (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = source[i] is >= 0x80 and <= 0x9F ? '\uFFFD' : (char)source[i];
        });
    }

    /// <summary>True when a control character stands where RFC 3261 has no place for one: it may only follow a backslash in quotes.</summary>
    public static bool HasStrayControl(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(Controls)) return false;
        bool quoted = false, escaped = false;
        foreach (var b in text)
        {
            if (escaped)
            {
                // quoted-pair = "\" (%x00-09 / %x0B-0C / %x0E-7F)
                if (b is (byte)'\r' or (byte)'\n') return true;
                escaped = false;
            }
            else if (b is < 0x20 and not (byte)'\t' or 0x7F) return true;
            else if (b == '"') quoted = !quoted;
            else if (b == '\\') escaped = quoted;
        }

        return false;
    }

    /// <summary>Digits only, no sign or space, at most <paramref name="max"/>; leading zeros are legal.</summary>
    public static bool TryDigits(ReadOnlySpan<char> text, uint max, out uint value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        ulong sum = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            sum = sum * 10 + (uint)(c - '0');
            if (sum > max) return false;
        }

        value = (uint)sum;
        return true;
    }

    /// <summary>Text of a quoted string given with its quotes; anything else as it is.</summary>
    public static string Unquote(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return text;
        var inner = text.AsSpan(1, text.Length - 2);
        if (!inner.Contains('\\')) return inner.ToString();
        var plain = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length) i++;
            plain.Append(inner[i]);
        }

        return plain.ToString();
    }

    /// <summary>The quoted string whose text is <paramref name="text"/>.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\' || (c < 0x20 && c != '\t') || c == 0x7F) quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
