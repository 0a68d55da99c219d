using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Voxie.SipGateway.Sdp;

/// <summary>The value of a=crypto (RFC 4568): a suite, and the key that its sender will send with.</summary>
internal sealed class CryptoAttribute
{
    public const string Name = "crypto";

    /// <summary>Longest value that is read: twice the longest key with everything that may stand beside it.</summary>
    private const int MaxLength = 512;

    private const int MaxTagDigits = 9;
    private const string Inline = "inline:";

    public CryptoAttribute(int tag, string suite, byte[] key) => (Tag, Suite, Key) = (tag, suite, key);

    /// <summary>Names the line in its medium: the answer says it again.</summary>
    public int Tag { get; }

    /// <summary>As written.</summary>
    public string Suite { get; }

    /// <summary>Master key and salt. A secret.</summary>
    public byte[] Key { get; }

    /// <summary>
    /// Reads a value. Never throws. How long the key may live is read over: its sender keeps to it, and what we send stays far below any limit.
    /// </summary>
    public static CryptoFault TryParse(string? value, [NotNullWhen(true)] out CryptoAttribute? crypto)
    {
        crypto = null;
        if (value is not { Length: <= MaxLength }) return CryptoFault.Syntax;
        var fields = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 3 || fields[0].Length > MaxTagDigits || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag))
            return CryptoFault.Syntax;
        var fault = TryReadKey(fields[2], out var key);
        if (fault != CryptoFault.None) return fault;
        if (!fields.Skip(3).All(IsHarmless)) return CryptoFault.SessionParameter;
        crypto = new CryptoAttribute(tag, fields[1], key!);
        return CryptoFault.None;
    }

    public SdpAttribute ToAttribute() =>
        new(Name, string.Create(CultureInfo.InvariantCulture, $"{Tag} {Suite} {Inline}{Convert.ToBase64String(Key)}"));

    /// <summary>Without the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Suite}");

    // "inline:" key ["|" lifetime] ["|" MKI ":" length]
    private static CryptoFault TryReadKey(string text, out byte[]? key)
    {
        key = null;
        if (!text.StartsWith(Inline, StringComparison.OrdinalIgnoreCase)) return CryptoFault.KeyMethod;
        if (text.Contains(';')) return CryptoFault.SeveralKeys;
        var parts = text[Inline.Length..].Split('|');
        if (parts.Length > 3) return CryptoFault.Syntax;
        foreach (var part in parts.Skip(1))
        {
            if (part.Contains(':')) return CryptoFault.KeyIdentifier;
            if (!IsLifetime(part)) return CryptoFault.Lifetime;
        }

        // Some leave out the padding.
        var base64 = parts[0].PadRight((parts[0].Length + 3) / 4 * 4, '=');
        var bytes = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0) return CryptoFault.Key;
        key = bytes[..length];
        return CryptoFault.None;
    }

    private static bool IsLifetime(string text)
    {
        var digits = text.StartsWith("2^", StringComparison.Ordinal) ? text[2..] : text;
        return digits.Length is > 0 and <= 20 && digits.All(char.IsAsciiDigit) && digits.Any(digit => digit != '0');
    }

    // 6.3: "-" marks what may be ignored. A derivation rate of 0 is ours, and a window size (WSH) is only a hint.
    private static bool IsHarmless(string parameter) =>
        parameter.StartsWith('-') || parameter is "KDR=0" || parameter.StartsWith("WSH=", StringComparison.Ordinal);
}
