using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Times of day: 8:30 am, 6 p.m., 18:00, 9-5 pm, 9:00-17:00, 14h30.</summary>
internal static partial class Times
{
    public static string Speak(string text)
    {
        text = Range().Replace(text, SpeakRange);
        text = Clock().Replace(text, static match => Spoken(match, ""));
        return Hour().Replace(text, static match => Spoken(match, ""));
    }

    private static string SpeakRange(Match match)
    {
        var firstHalf = match.Groups["half1"].Success ? match.Groups["half1"].Value : "";
        var secondHalf = match.Groups["half2"].Success ? match.Groups["half2"].Value : "";
        // Neither minutes nor a half of the day on either side: any two numbers.
        if (firstHalf.Length == 0 && secondHalf.Length == 0 && !match.Groups["minute1"].Success && !match.Groups["minute2"].Success)
            return match.Value;
        var first = Time(match.Groups["hour1"].Value, match.Groups["minute1"].Value, firstHalf);
        var second = Time(match.Groups["hour2"].Value, match.Groups["minute2"].Value, secondHalf);
        return first is null || second is null ? match.Value : $"{first} to {second}{Stop(secondHalf, match.Value)}{StopAfter(match)}";
    }

    private static string Spoken(Match match, string otherwise)
    {
        var half = match.Groups["half"].Value;
        return Time(match.Groups["hour"].Value, match.Groups["minute"].Value, half) is { } words
            ? words + StopAfter(match)
            : otherwise.Length > 0 ? otherwise : match.Value;
    }

    // "at 6 p.m." ends the sentence too when a capital or nothing follows.
    private static string StopAfter(Match match) => match.Groups["stop"].Success ? "." : "";

    private static string Stop(string half, string written) => half.Length == 0 && written.EndsWith('.') ? "." : "";

    private static string? Time(string hourText, string minuteText, string half)
    {
        var hour = NumberWords.Int(hourText);
        var minute = minuteText.Length == 0 ? 0 : NumberWords.Int(minuteText);
        if (hour > 24 || minute > 59)
            return null;
        var meridiem = half.Length == 0 ? "" : half[0] is 'a' or 'A' ? " A M" : " P M";
        if (meridiem.Length == 0 && minute == 0 && minuteText.Length > 0)
        {
            if (hour is 0 or 24)
                return "midnight";
            if (hour <= 12)
                return $"{NumberWords.Cardinal(hour)} o'clock";
        }
        if (meridiem.Length == 0 && hour > 12)
            meridiem = hour == 24 ? " A M" : " P M";
        if (meridiem.Length == 0 && hour == 0)
            meridiem = " A M";
        var shown = hour % 12 == 0 ? 12 : hour % 12;
        var minutes = minute switch
        {
            0 => "",
            < 10 => $" oh {NumberWords.Cardinal(minute)}",
            _ => $" {NumberWords.Cardinal(minute)}",
        };
        return $"{NumberWords.Cardinal(shown)}{minutes}{meridiem}";
    }

    private const string Half = @"[aApP]\.?\s?[mM](?:\.(?:(?<stop>(?=\s*$|\s+\p{Lu}))|)|\b)";

    [GeneratedRegex(@"(?<![\d.,:/$€£-])(?<hour1>[01]?\d|2[0-4])(?:[:.](?<minute1>[0-5]\d))?\s?(?<half1>[aApP]\.?\s?[mM]\b\.?)?\s?(?:-|–|—|\bto\b|\buntil\b)\s?(?<hour2>[01]?\d|2[0-4])(?:[:.](?<minute2>[0-5]\d))?(?:\s?(?<half2>" + Half + @"))?(?![\d:%-])")]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<![\d.,:/])(?<hour>[01]?\d|2[0-4])(?::|(?<=\d)h(?=\d))(?<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?<half>" + Half + @"))?(?![\d:])")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\d.,:/])(?<hour>1[0-2]|0?[1-9])(?:\.(?<minute>[0-5]\d))?\s?(?<half>" + Half + ")")]
    private static partial Regex Hour();
}
