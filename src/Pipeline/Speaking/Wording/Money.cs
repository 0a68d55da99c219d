using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Amounts: $47.60, €1,250, £3.5 million, $10-20, 25 USD, 99¢, $20/hour.</summary>
internal static partial class Money
{
    private sealed record Currency(string One, string Many, string Cent, string Cents);

    private static readonly Currency Dollar = new("dollar", "dollars", "cent", "cents");
    private static readonly Currency Euro = new("euro", "euros", "cent", "cents");
    private static readonly Currency Pound = new("pound", "pounds", "penny", "pence");
    private static readonly Currency Yen = new("yen", "yen", "sen", "sen");

    public static string Speak(string text)
    {
        text = Range().Replace(text, static match =>
            $"{Number(match.Groups["low"].Value)} to {Amount(Of(match.Groups["sign"].Value), match.Groups["high"].Value, match.Groups["scale"].Value)}{Per(match)}");
        text = SignFirst().Replace(text, static match => Minus(match) + Amount(Of(match.Groups["sign"].Value), match.Groups["number"].Value, match.Groups["scale"].Value) + Per(match));
        text = SignLast().Replace(text, static match => Minus(match) + Amount(Of(match.Groups["sign"].Value), match.Groups["number"].Value, match.Groups["scale"].Value) + Per(match));
        return Cents().Replace(text, static match =>
            $"{NumberWords.Decimal(match.Groups[1].Value)} {(match.Groups[1].Value == "1" ? "cent" : "cents")}");
    }

    private static string Minus(Match match) => match.Groups["minus"].Success ? "minus " : "";

    private static string Per(Match match) => match.Groups["per"].Success ? " per " + match.Groups["per"].Value : "";

    private static Currency Of(string sign) => sign.ToUpperInvariant() switch
    {
        "€" or "EUR" or "EURO" or "EUROS" => Euro,
        "£" or "GBP" => Pound,
        "¥" or "JPY" => Yen,
        _ => Dollar,
    };

    private static string Amount(Currency currency, string written, string scale)
    {
        if (Scale(scale) is { } scaleWord)
            return $"{Number(written)} {scaleWord} {currency.Many}";

        var plain = written.Replace(",", "", StringComparison.Ordinal);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var fraction = point < 0 ? "" : plain[(point + 1)..];
        if (fraction.Length > 2)
            return $"{Number(written)} {currency.Many}";

        var cents = fraction.Length == 0 ? 0 : NumberWords.Int(fraction.PadRight(2, '0'));
        var units = $"{Number(whole)} {(whole == "1" ? currency.One : currency.Many)}";
        var small = $"{NumberWords.Cardinal(cents)} {(cents == 1 ? currency.Cent : currency.Cents)}";
        if (cents == 0)
            return units;
        return whole.TrimStart('0').Length == 0 ? small : $"{units} and {small}";
    }

    private static string Number(string written) => NumberWords.Decimal(written);

    private static string? Scale(string written) => written.ToLowerInvariant() switch
    {
        "" => null,
        "k" or "thousand" => "thousand",
        "m" or "mn" or "million" => "million",
        "b" or "bn" or "billion" => "billion",
        _ => null,
    };

    private const string Amounts = @"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?";
    private const string Tail = @"(?:\s?(?<scale>million|billion|thousand|[kKmMbB]n?)(?![\p{L}\d]))?(?:\s?/\s?(?<per>hour|day|night|week|month|year|person|visit|session|child|adult|each|item|kg|mile))?";

    [GeneratedRegex(@"(?<sign>[$€£¥])\s?(?<low>" + Amounts + @")\s?(?:-|–|—)\s?[$€£¥]?\s?(?<high>" + Amounts + ")" + Tail)]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<minus>(?<!\S)-)?(?:\b(?:US|CA|AU|NZ))?(?:(?<sign>[$€£¥])|\b(?<sign>USD|EUR|GBP|JPY)\s)\s?(?<number>" + Amounts + ")" + Tail)]
    private static partial Regex SignFirst();

    [GeneratedRegex(@"(?<minus>(?<!\S)-)?(?<![\w.,])(?<number>" + Amounts + @")\s?(?:(?<scale>million|billion|thousand)\s)?(?:(?<sign>[$€£¥])|(?<sign>USD|EUR|GBP|JPY)\b)(?:\s?/\s?(?<per>hour|day|night|week|month|year|person|visit|session))?")]
    private static partial Regex SignLast();

    [GeneratedRegex(@"(?<![\w.,])(\d+)\s?¢")]
    private static partial Regex Cents();
}
