namespace Voxie.SipGateway.Security;

/// <summary>
/// Whether a number may be dialled: toll fraud is stopped here, whoever asks (S8 of the threat list: tool, transfer, redirect, API).
/// Pure. Every way of writing the number is looked at for what is denied, only the plain one for what is allowed.
/// </summary>
internal static class NumberRules
{
    private const string Anything = "*";
    private const int MostDigits = 32;

    /// <summary>From this length on digits without a prefix may be an international number that somebody else reads as one.</summary>
    private const int LongNumber = 8;

    /// <param name="dialled">User part or number, as it would be sent.</param>
    /// <param name="refusal">Set when refused: a sentence for people, without the number.</param>
    public static bool Allows(string dialled, IReadOnlyList<string> allow, IReadOnlyList<string> deny, out string refusal)
    {
        refusal = Refusal(dialled, allow, deny);
        return refusal.Length == 0;
    }

    private static string Refusal(string dialled, IReadOnlyList<string> allow, IReadOnlyList<string> deny)
    {
        if (allow.Count == 0)
        {
            return "The trunk allows no numbers (dialling.allow is empty).";
        }

        if (!TryRead(dialled, out var plain))
        {
            // A name, such as a PBX's "reception": nothing that a carrier would charge for.
            return allow.Contains(Anything) ? "" : "The trunk allows numbers only, and this is none.";
        }

        var denied = Readings(plain).Select(number => Longest(number, deny)).MaxBy(static prefix => prefix?.Length ?? 0);
        var allowed = Longest(plain, allow);
        if (denied is not null && denied.Length >= (allowed?.Length ?? 0))
        {
            return $"The trunk denies numbers that begin with {denied}.";
        }

        return allowed is not null || allow.Contains(Anything) ? "" : "The number begins with nothing that the trunk allows.";
    }

    /// <summary>Digits with a "+" before them when the number is international; visual separators (RFC 3966 5.1.1) are left out.</summary>
    /// <returns>False: no number.</returns>
    internal static bool TryRead(string dialled, out string plain)
    {
        plain = "";
        Span<char> digits = stackalloc char[MostDigits];
        var count = 0;
        var plus = false;
        foreach (var letter in dialled)
        {
            switch (letter)
            {
                case >= '0' and <= '9' or '*' or '#' when count < MostDigits:
                    digits[count++] = letter;
                    break;
                case '+' when count == 0 && !plus:
                    plus = true;
                    break;
                case '-' or '.' or '(' or ')' or ' ':
                    break;
                default:
                    return false;
            }
        }

        if (count == 0)
        {
            return false;
        }

        var text = digits[..count].ToString();
        plain = plus ? "+" + text : International(text) ?? text;
        return true;
    }

    /// <summary>The number behind the usual prefixes for a call abroad; null: none of them.</summary>
    private static string? International(string digits)
    {
        // 0011 Australia, 011 North America, 010 Japan is left out (it begins mobile numbers elsewhere), 00 the rest.
        foreach (var prefix in (ReadOnlySpan<string>)["0011", "011", "00"])
        {
            if (digits.Length > prefix.Length + 4 && digits.StartsWith(prefix, StringComparison.Ordinal))
            {
                return "+" + digits[prefix.Length..];
            }
        }

        return null;
    }

    /// <summary>All that a carrier might take the number for.</summary>
    private static IEnumerable<string> Readings(string plain)
    {
        yield return plain;
        var digits = plain.TrimStart('+');
        // "+0044..." and "+011...": a prefix typed twice.
        if (plain[0] == '+' && International(digits) is { } twice)
        {
            yield return twice;
        }

        // 0011 1900... may be "00 11 1900" and "0011 1900" alike.
        if (plain[0] != '+' && digits.Length >= LongNumber)
        {
            yield return "+" + digits;
        }

        if (plain[0] == '+' && digits.Length >= LongNumber && digits[0] == '0')
        {
            yield return "+" + digits.TrimStart('0');
        }
    }

    private static string? Longest(string number, IReadOnlyList<string> prefixes) =>
        prefixes.Where(prefix => prefix != Anything && number.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(static prefix => prefix.Length);
}
