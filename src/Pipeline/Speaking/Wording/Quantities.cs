using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>All other numbers: percentages, measures, ordinals, fractions, decades, years, ranges, decimals, counts.</summary>
internal static partial class Quantities
{
    public static string Speak(string text)
    {
        text = Percent().Replace(text, static match =>
            $"{Number(match.Groups["low"].Value)}{To(match)} percent");
        text = Measure().Replace(text, static match =>
            $"{Number(match.Groups["low"].Value)}{To(match)} {Units.Name(match.Groups["unit"].Value, match.Groups["high"].Value.Length == 0 && match.Groups["low"].Value == "1")}");
        text = Ordinal().Replace(text, static match => NumberWords.TryLong(match.Groups[1].Value, out var number) ? NumberWords.Ordinal(number) : match.Value);
        text = AroundTheClock().Replace(text, "twenty four seven");
        text = Fraction().Replace(text, SpeakFraction);
        text = Slash().Replace(text, static match => $"{Number(match.Groups[1].Value)} slash {Number(match.Groups[2].Value)}");
        text = Decade().Replace(text, SpeakDecade);
        text = YearRange().Replace(text, static match => $"{Year(match.Groups[1].Value)} to {Year(match.Groups[2].Value)}");
        text = YearInContext().Replace(text, static match => match.Groups[1].Value + Year(match.Groups[2].Value));
        text = LoneYear().Replace(text, static match => Year(match.Value));
        text = Range().Replace(text, static match => $"{Number(match.Groups[1].Value)} to {Number(match.Groups[2].Value)}");
        text = HashNumber().Replace(text, static match => $"number {Number(match.Groups[1].Value)}");
        text = Mixed().Replace(text, " ");
        return Plain().Replace(text, static match => Number(match.Value));
    }

    private static string To(Match match) => match.Groups["high"].Success ? $" to {Number(match.Groups["high"].Value)}" : "";

    private static string Number(string written) => NumberWords.Decimal(written);

    private static string Year(string written) => NumberWords.Year(NumberWords.Int(written));

    private static string SpeakFraction(Match match)
    {
        var (top, bottom) = (NumberWords.Int(match.Groups["top"].Value), NumberWords.Int(match.Groups["bottom"].Value));
        var part = bottom switch { 2 => "half", 4 => "quarter", _ => NumberWords.Ordinal(bottom) };
        var parts = top == 1 ? part : bottom == 2 ? "halves" : part + "s";
        if (!match.Groups["whole"].Success)
            return $"{NumberWords.Cardinal(top)} {parts}";
        return $"{Number(match.Groups["whole"].Value)} and {(top == 1 ? "a" : NumberWords.Cardinal(top))} {parts}";
    }

    private static string SpeakDecade(Match match)
    {
        var digits = match.Groups[1].Value;
        var words = digits.Length == 2 ? NumberWords.Cardinal(NumberWords.Int(digits)) : Year(digits);
        return words.EndsWith('y') ? words[..^1] + "ies" : words + "s";
    }

    private const string Figure = @"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?";
    private const string Before = @"(?<![\w.,/]|\d-)";

    [GeneratedRegex(Before + "(?<low>" + Figure + @")(?:\s?%?\s?[-–—]\s?(?<high>" + Figure + @"))?\s?%")]
    private static partial Regex Percent();

    [GeneratedRegex(Before + "(?<low>" + Figure + @")(?:\s?[-–—]\s?(?<high>" + Figure + @"))?(?:(?<unit>°\s?[CF]|°)|\s?(?<unit>" + Units.Pattern + @")(?![\p{L}\d/'])(?:\.(?=\s[\p{Ll}\d(]|,))?)")]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?<![\w.,])(\d{1,9})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?<![\d/])24/7(?![\d/])")]
    private static partial Regex AroundTheClock();

    [GeneratedRegex(@"(?<![\w.,/-])(?:(?<whole>\d{1,3})\s)?(?:(?<top>1)/(?<bottom>[2-9]|10)|(?<top>[23])/(?<bottom>4)|(?<top>2)/(?<bottom>3))(?![\d/])")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(?<![\w.,/])(\d{1,4})\s?/\s?(\d{1,4})(?![\d/])")]
    private static partial Regex Slash();

    [GeneratedRegex(@"(?<![\w.,$])'?((?:1[1-9]|20)\d0|[2-9]0)'?s\b")]
    private static partial Regex Decade();

    [GeneratedRegex(@"(?<![\w.,$/-])((?:1[5-9]|20)\d\d)\s?[-–—]\s?((?:1[5-9]|20)\d\d)(?![\w/-]|[.,]\d)")]
    private static partial Regex YearRange();

    [GeneratedRegex(@"(\b(?:in|since|until|till|from|by|before|after|during|of|year|between|summer|spring|autumn|fall|winter|established|founded|est\.)\s)((?:1[1-9]|20)\d\d)(?![\w%/:-]|[.,]\d)", RegexOptions.IgnoreCase)]
    private static partial Regex YearInContext();

    [GeneratedRegex(@"(?<![\w.,$#/:-]|\d\s)(?:19\d\d|20\d\d)(?![\w%/:-]|[.,]\d)")]
    private static partial Regex LoneYear();

    [GeneratedRegex(Before + @"(\d[\d,]*(?:\.\d+)?)\s?[-–—]\s?(\d[\d,]*(?:\.\d+)?)(?![\w-])")]
    private static partial Regex Range();

    [GeneratedRegex(@"#\s?(\d+)")]
    private static partial Regex HashNumber();

    // 3D, A4, COVID19: letters and digits part company.
    [GeneratedRegex(@"(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})|(?<=\p{L})-(?=\d)|(?<=\d)-(?=\p{L})")]
    private static partial Regex Mixed();

    [GeneratedRegex(@"(?:(?<=^|\s)-)?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")]
    private static partial Regex Plain();
}
