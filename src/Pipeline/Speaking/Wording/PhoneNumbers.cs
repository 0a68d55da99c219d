using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Telephone and other long numbers: digit by digit, with a pause between the groups.</summary>
internal static partial class PhoneNumbers
{
    public static string Speak(string text)
    {
        text = Grouped().Replace(text, static match => Groups(match.Value));
        text = Labelled().Replace(text, static match => match.Groups[1].Value + Groups(match.Groups[2].Value));
        return LongRun().Replace(text, static match => Groups(match.Value));
    }

    private static string Groups(string written)
    {
        var plus = written.TrimStart('(', ' ').StartsWith('+');
        var groups = Run().Matches(written).Select(static match => match.Value).ToList();
        var extension = ExtensionMark().IsMatch(written) && groups.Count > 1 ? groups[^1] : null;
        if (extension is not null)
            groups.RemoveAt(groups.Count - 1);
        var spoken = string.Join(", ", groups.SelectMany(Chunks).Select(static group => NumberWords.Digits(group)));
        return (plus ? "plus " : "") + spoken + (extension is null ? "" : $", extension {NumberWords.Digits(extension)}");
    }

    /// <summary>Long runs are broken as people say them: 3-3-4 for ten digits, 1-3-3-4 for eleven, 3-4 for seven, else threes.</summary>
    private static IEnumerable<string> Chunks(string run)
    {
        int[] sizes = run.Length switch
        {
            <= 5 => [run.Length],
            7 => [3, 4],
            10 => [3, 3, 4],
            11 => [1, 3, 3, 4],
            _ => [.. Enumerable.Range(0, (run.Length + 2) / 3).Select(index => Math.Min(3, run.Length - (index * 3)))],
        };
        var at = 0;
        foreach (var size in sizes)
        {
            yield return run.Substring(at, size);
            at += size;
        }
    }

    private const string Extension = @"(?:,?\s?(?:ext(?:ension)?\.?|x)\s?\d{1,6})?";

    // +1 (415) 555-0123, (415) 555-0123, 415-555-0123, 415.555.0123, 555-0123, +44 20 7946 0958, 020 7946 0958
    [GeneratedRegex(@"(?<![\w.,$€£/-])(?:\+\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?\d{1,4}(?:[\s.-]\d{2,4}){1,4}|(?:1[\s.-])?\(\d{3,4}\)[\s.-]?\d{3}[\s.-]?\d{3,4}|(?:1[\s.-])?\d{3}[.-]\d{3}[.-]\d{4}|(?:1\s)?\d{3}\s\d{3}[\s-]\d{4}|\d{3}-\d{4}|0\d{2,4}(?:[\s-]\d{3,4}){1,3}|\+\d{7,15})" + Extension + @"(?![\w-])")]
    private static partial Regex Grouped();

    // A number that is said to be one: "room code 4512" is not ours, "phone: 5550123" and "extension 204" are.
    [GeneratedRegex(@"((?:\b(?:extension|pin|code|dial|press)|\b(?:phone|telephone|fax|mobile|cell|tel)(?:\snumber)?)(?:\sis|:|\.)?\s)(\d[\d\s-]{0,14}\d)(?![\w.,:%]\d|\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"(?<![\w.,$€£])\d{7,20}(?![\w%]|[.,]\d)")]
    private static partial Regex LongRun();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Run();

    [GeneratedRegex(@"\d\D*(?:ext|x)", RegexOptions.IgnoreCase)]
    private static partial Regex ExtensionMark();
}
