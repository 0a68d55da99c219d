using System.Globalization;

namespace Voxie.Interop.Speech;

/// <summary>Numbers below a million in words, cardinal and ordinal, so that "12", "12th" and their spellings compare equal.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<string, string> Ordinals = new()
    {
        ["one"] = "first", ["two"] = "second", ["three"] = "third", ["five"] = "fifth", ["eight"] = "eighth", ["nine"] = "ninth", ["twelve"] = "twelfth",
    };

    /// <summary>The words of one token; a token that is no number stays as it is. A number of letters and digits is split (3d: three d).</summary>
    public static IEnumerable<string> Spell(string token)
    {
        var digits = token.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0)
        {
            return [token];
        }

        var rest = token[digits..];
        if (digits > 6 || !int.TryParse(token.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return token[..digits].Select(digit => Small[digit - '0']).Concat(rest.Length > 0 ? [rest] : []);
        }

        var words = Cardinal(number).ToList();
        if (rest is "st" or "nd" or "rd" or "th")
        {
            words[^1] = Ordinal(words[^1]);
        }
        else if (rest.Length > 0)
        {
            words.Add(rest);
        }

        return words;
    }

    private static string Ordinal(string cardinal) =>
        Ordinals.GetValueOrDefault(cardinal) ?? (cardinal.EndsWith('y') ? cardinal[..^1] + "ieth" : cardinal + "th");

    private static IEnumerable<string> Cardinal(int number) => number switch
    {
        < 20 => [Small[number]],
        < 100 => number % 10 == 0 ? [Tens[number / 10]] : [Tens[number / 10], Small[number % 10]],
        < 1000 => [Small[number / 100], "hundred", .. number % 100 == 0 ? [] : Cardinal(number % 100)],
        _ => [.. Cardinal(number / 1000), "thousand", .. number % 1000 == 0 ? [] : Cardinal(number % 1000)],
    };
}
