using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>
/// Calendar dates, names of days and months with their ranges. A date of two short numbers (5/3) means different days in
/// different countries: it is read as written ("five slash three").
/// </summary>
internal static partial class Dates
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static string Speak(string text)
    {
        text = Iso().Replace(text, static match => Spoken(match, match.Groups["month"].Value));
        text = Slashed().Replace(text, SpeakSlashed);
        text = NameRange().Replace(text, static match => $"{Name(match.Groups[1].Value)} to {Name(match.Groups[2].Value)}");
        text = MonthDayRange().Replace(text, static match =>
            $"{Name(match.Groups["month"].Value)} {Ordinal(match.Groups["day"].Value)} to {Ordinal(match.Groups["last"].Value)}{Year(match)}");
        text = MonthDay().Replace(text, static match => $"{Name(match.Groups["month"].Value)} {Ordinal(match.Groups["day"].Value)}{Year(match)}");
        text = DayMonth().Replace(text, static match =>
            $"{(match.Groups["the"].Success ? match.Groups["the"].Value : "the ")}{Ordinal(match.Groups["day"].Value)} of {Name(match.Groups["month"].Value)}{Year(match)}");
        text = MonthYear().Replace(text, static match => $"{Name(match.Groups["month"].Value)} {NumberWords.Year(NumberWords.Int(match.Groups["year"].Value))}");
        return ShortDay().Replace(text, static match => Name(match.Value));
    }

    private static string Spoken(Match match, string month) =>
        NumberWords.Int(month) is >= 1 and <= 12 and var number && NumberWords.Int(match.Groups["day"].Value) is >= 1 and <= 31
            ? $"{Months[number - 1]} {Ordinal(match.Groups["day"].Value)}{Year(match)}"
            : match.Value;

    private static string SpeakSlashed(Match match)
    {
        var (first, second) = (NumberWords.Int(match.Groups["first"].Value), NumberWords.Int(match.Groups["second"].Value));
        var year = $", {NumberWords.Year(NumberWords.Int(match.Groups["year"].Value))}";
        // Only one reading is possible when one of the two is no month, or both are the same.
        return (first, second) switch
        {
            ( >= 1 and <= 12, > 12 and <= 31) => $"{Months[first - 1]} {NumberWords.Ordinal(second)}{year}",
            ( > 12 and <= 31, >= 1 and <= 12) => $"{Months[second - 1]} {NumberWords.Ordinal(first)}{year}",
            ( >= 1 and <= 12, _) when first == second => $"{Months[first - 1]} {NumberWords.Ordinal(second)}{year}",
            _ => $"{NumberWords.Cardinal(first)} slash {NumberWords.Cardinal(second)} slash {year[2..]}",
        };
    }

    private static string Ordinal(string day) => NumberWords.Ordinal(NumberWords.Int(day));

    private static string Year(Match match) =>
        match.Groups["year"].Success ? $", {NumberWords.Year(NumberWords.Int(match.Groups["year"].Value))}" : "";

    /// <summary>The full name of a day or month written in full or short.</summary>
    private static string Name(string written)
    {
        var start = written.TrimEnd('.', 's');
        foreach (var name in (IEnumerable<string>)[.. Days, .. Months])
        {
            if (start.Length >= 3 && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return written.Length > name.Length && written.EndsWith('s') ? name + "s" : name;
        }
        return start.Equals("Sept", StringComparison.OrdinalIgnoreCase) ? "September" : written;
    }

    private const string Month = @"(?<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";
    private const string DayNumber = @"(?<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
    private const string YearTail = @"(?:,?\s(?<year>(?:1[5-9]|20)\d\d)(?![\d:]))?";
    private const string AnyName = @"((?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:days?|\.)?|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?)";

    [GeneratedRegex(@"(?<![\d-])(?<year>(?:1[5-9]|20)\d\d)-(?<month>\d\d)-(?<day>\d\d)(?![\d-])")]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d/])(?<first>\d{1,2})/(?<second>\d{1,2})/(?<year>(?:19|20)\d\d)(?![\d/])")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"\b" + AnyName + @"\s?[-–—]\s?" + AnyName + @"(?!\p{L})")]
    private static partial Regex NameRange();

    [GeneratedRegex(@"\b" + Month + @"\s" + DayNumber + @"\s?[-–—]\s?(?<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:.]\d|\d)" + YearTail)]
    private static partial Regex MonthDayRange();

    [GeneratedRegex(@"\b" + Month + @"\s" + DayNumber + @"(?![\d:]|\.\d|\s?(?:am|pm|a\.m|p\.m|%)\b)" + YearTail)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"(?<the>\b[Tt]he\s)?(?<![\d.,:/$€£-])\b" + DayNumber + @"\s(?:of\s)?" + Month + @"(?!\p{L})" + YearTail)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b" + Month + @"\s(?<year>(?:1[5-9]|20)\d\d)(?![\d:])")]
    private static partial Regex MonthYear();

    // "Sat" and "Sun" are words too: they count as days only with a full stop or before a number.
    [GeneratedRegex(@"\b(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)(?:\.(?=\s?[\p{Ll}\d,]))?|(?:Sat|Sun)(?:\.(?=\s?[\p{Ll}\d,])|(?=:?\s\d)))(?![\p{L}'])")]
    private static partial Regex ShortDay();
}
