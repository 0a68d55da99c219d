using System.Globalization;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Numbers in English words, without hyphens and without "and" (US style).</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Value, string Name)[] Scales =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")];

    public static string Cardinal(long number)
    {
        if (number < 0)
            return "minus " + Cardinal(number == long.MinValue ? long.MaxValue : -number);
        if (number < 20)
            return Small[number];
        if (number < 100)
            return number % 10 == 0 ? Tens[number / 10] : $"{Tens[number / 10]} {Small[number % 10]}";
        foreach (var (value, name) in Scales)
        {
            if (number < value)
                continue;
            var head = $"{Cardinal(number / value)} {name}";
            return number % value == 0 ? head : $"{head} {Cardinal(number % value)}";
        }
        return "";
    }

    public static string Ordinal(long number)
    {
        var words = Cardinal(number);
        var cut = words.LastIndexOf(' ') + 1;
        return words[..cut] + OrdinalWord(words[cut..]);
    }

    private static string OrdinalWord(string word) => word switch
    {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ when word.EndsWith('y') => word[..^1] + "ieth",
        _ => word + "th",
    };

    /// <summary>1999: nineteen ninety nine; 2005: two thousand five; 1905: nineteen oh five; 2026: twenty twenty six.</summary>
    public static string Year(int year)
    {
        var (century, rest) = (year / 100, year % 100);
        if (year is < 1100 or > 2999 || (year % 1000) < 10)
            return Cardinal(year);
        return rest switch
        {
            0 => $"{Cardinal(century)} hundred",
            < 10 => $"{Cardinal(century)} oh {Small[rest]}",
            _ => $"{Cardinal(century)} {Cardinal(rest)}",
        };
    }

    /// <summary>One word per digit; anything that is no digit is passed over.</summary>
    public static string Digits(ReadOnlySpan<char> digits)
    {
        var words = new List<string>(digits.Length);
        foreach (var digit in digits)
        {
            if (char.IsAsciiDigit(digit))
                words.Add(Small[digit - '0']);
        }
        return string.Join(' ', words);
    }

    /// <summary>"1,250" or "3.14" or "-2" as a number; too long for one: digit by digit.</summary>
    public static string Decimal(string written)
    {
        var plain = written.Replace(",", "", StringComparison.Ordinal);
        var minus = plain.StartsWith('-') ? "minus " : "";
        plain = plain.TrimStart('-');
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var words = whole.Length == 0 ? "zero" : Whole(whole);
        return point < 0 || point == plain.Length - 1 ? minus + words : $"{minus}{words} point {Digits(plain.AsSpan(point + 1))}";
    }

    /// <summary>A run of digits: as a number, or digit by digit when a leading zero or its length says that it is a code.</summary>
    public static string Whole(string digits) =>
        (digits.Length > 1 && digits[0] == '0') || !TryLong(digits, out var number) ? Digits(digits) : Cardinal(number);

    public static bool TryLong(string digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000_000_000;

    public static int Int(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
