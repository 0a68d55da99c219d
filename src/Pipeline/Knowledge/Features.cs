using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Knowledge;

/// <summary>What kinds of answer a text holds (a price, a time, a place, a person), as index terms of their own.</summary>
internal static partial class Features
{
    public static IEnumerable<string> Of(string text)
    {
        if (Money().IsMatch(text))
            yield return "@money";
        if (Count().IsMatch(text))
            yield return "@count";
        if (Clock().IsMatch(text))
            yield return "@time";
        if (Day().IsMatch(text))
            yield return "@day";
        if (Clock().IsMatch(text) && (Day().IsMatch(text) || Opening().IsMatch(text)))
            yield return "@hours";
        if (Duration().IsMatch(text))
            yield return "@duration";
        if (Place().IsMatch(text))
            yield return "@place";
        if (Person().IsMatch(text))
            yield return "@person";
        if (Email().IsMatch(text))
            yield return "@email";
        if (Url().IsMatch(text))
            yield return "@url";
        if (Phone().IsMatch(text))
            yield return "@phone";
    }

    [GeneratedRegex(@"(?<!-)\bfree\b|\bno (?:charge|fee)\b|[$€£]\s?\d|\b\d+(?:\.\d+)?\s?(?:dollars?|euros?|pounds?|cents?|USD|EUR|GBP)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"(?<![$€£\d.,:/])\b(?:\d{1,3}(?![:.,]?\d| ?[ap]\.?m\b)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) \p{L}", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b|\b(?:noon|midnight|o'clock)\b|\bfrom \w+ (?:to|until|till) \w+\b|\b(?:at|until|till|by|before|after) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b|\bweekdays?\b|\bdaily\b|\bevery day\b", RegexOptions.IgnoreCase)]
    private static partial Regex Day();

    [GeneratedRegex(@"\b(?:open|opens|opening|hours|close|closes|closed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|a|an|half an?|few|several) (?:business |working )?(?:minute|hour|day|week|month|year)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b(?:Street|Road|Avenue|Lane|Square|Drive|Boulevard|Way|Court|Plaza|Terminal|Station|[Ff]loor|[Aa]cross from|[Nn]ext to|[Oo]pposite|[Cc]orner of|[Bb]ehind|[Nn]ear|located)\b")]
    private static partial Regex Place();

    [GeneratedRegex(@"\b(?:(?:Doctor|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Professor|named|called|owner|manager)|[Oo]ur (?:\p{Ll}+ ){0,2}\p{Ll}+)\s\p{Lu}|\b(?:by|with|from|ask for|is|are) \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b|(?:^|[,.] |\band )\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+ \p{Ll}+s\b")]
    private static partial Regex Person();

    [GeneratedRegex(@"\S@\S+\.\S")]
    private static partial Regex Email();

    [GeneratedRegex(@"\bhttps?://|\bwww\.|(?<![@\w.])[a-z0-9-]+\.(?:com|org|net|example|co|io)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"\+?\(?\d{3}\)?[\s.-]\d{3}[\s.-]?\d{0,4}|\b\d{3}-\d{4}\b")]
    private static partial Regex Phone();
}
