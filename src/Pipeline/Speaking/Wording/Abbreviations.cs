using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Shortened words written out: titles, streets, Latin, business forms, Roman numerals behind a name.</summary>
internal static partial class Abbreviations
{
    private static readonly FrozenDictionary<string, string> Plain = new Dictionary<string, string>
    {
        ["mr"] = "Mister",
        ["mrs"] = "Missus",
        ["ms"] = "Miz",
        ["prof"] = "Professor",
        ["rev"] = "Reverend",
        ["jr"] = "Junior",
        ["sr"] = "Senior",
        ["ave"] = "Avenue",
        ["blvd"] = "Boulevard",
        ["rd"] = "Road",
        ["ln"] = "Lane",
        ["hwy"] = "Highway",
        ["pkwy"] = "Parkway",
        ["sq"] = "Square",
        ["apt"] = "apartment",
        ["dept"] = "department",
        ["bldg"] = "building",
        ["inc"] = "Incorporated",
        ["ltd"] = "Limited",
        ["corp"] = "Corporation",
        ["co"] = "Company",
        ["approx"] = "approximately",
        ["appt"] = "appointment",
        ["incl"] = "including",
        ["excl"] = "excluding",
        ["tel"] = "telephone",
        ["ext"] = "extension",
        ["vs"] = "versus",
        ["min"] = "minimum",
        ["max"] = "maximum",
        ["est"] = "established",
        ["misc"] = "miscellaneous",
        ["temp"] = "temperature",
        ["govt"] = "government",
        ["intl"] = "international",
        ["mt"] = "Mount",
        ["ft"] = "Fort",
        ["pls"] = "please",
        ["hrs"] = "hours",
        ["hr"] = "hour",
        ["mins"] = "minutes",
        ["tbd"] = "to be decided",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Expand(string text)
    {
        text = Latin().Replace(text, static match => match.Value[..1].ToLowerInvariant() switch
        {
            "e" when match.Value.Contains('g', StringComparison.OrdinalIgnoreCase) => "for example",
            "i" => "that is",
            "a" => "also known as",
            _ => "and so on",
        });
        text = EtCetera().Replace(text, static match => "etcetera" + (match.Groups["stop"].Success ? "." : ""));
        text = Numero().Replace(text, "number ");
        text = DoctorOrDrive().Replace(text, static match => match.Groups["name"].Success ? "Doctor" : "Drive" + Stop(match));
        text = SaintOrStreet().Replace(text, static match => match.Groups["name"].Success ? "Saint" : "Street" + Stop(match));
        text = Title().Replace(text, static match => Plain[match.Groups[1].Value.ToLowerInvariant()]);
        text = Dotted().Replace(text, static match => Plain[match.Groups[1].Value.ToLowerInvariant()] + Stop(match));
        text = Undotted().Replace(text, static match => match.Groups[1].Value switch
        {
            "Dr" => "Doctor",
            "Mr" => "Mister",
            "Mrs" => "Missus",
            _ => "Miz",
        });
        text = VersusWith().Replace(text, static match => match.Value switch
        {
            "w/o" => "without",
            "w/" => "with ",
            "c/o" => "care of",
            "n/a" or "N/A" => "not available",
            _ => "versus",
        });
        text = RomanPart().Replace(text, static match => $"{match.Groups[1].Value} {NumberWords.Cardinal(Roman(match.Groups[2].Value))}");
        return RomanRuler().Replace(text, static match => $"{match.Groups[1].Value} the {NumberWords.Ordinal(Roman(match.Groups[2].Value))}");
    }

    // The dot of an abbreviation at the end of a sentence is the sentence's too.
    private static string Stop(Match match) => match.Groups["stop"].Success ? "." : "";

    private static int Roman(string numeral)
    {
        var total = 0;
        for (var i = 0; i < numeral.Length; i++)
        {
            var value = Value(numeral[i]);
            total += i + 1 < numeral.Length && value < Value(numeral[i + 1]) ? -value : value;
        }
        return total;
    }

    private static int Value(char letter) => letter switch { 'I' => 1, 'V' => 5, _ => 10 };

    private const string Ends = @"(?:(?<stop>(?=\s*$|\s+\p{Lu}))|)";
    private const string Numeral = "(X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})";

    [GeneratedRegex(@"\b(?:e\.\s?g\.|eg\.|i\.\s?e\.|ie\.|a\.?k\.?a\.?(?=\s)|et\sal\.),?", RegexOptions.IgnoreCase)]
    private static partial Regex Latin();

    [GeneratedRegex(@"\b[Ee]tc\b(?:\.(?:(?<stop>(?=\s*$|\s+\p{Lu}))|))?")]
    private static partial Regex EtCetera();

    [GeneratedRegex(@"(?:\b[Nn]o\.\s?(?=\d)|№\s?)")]
    private static partial Regex Numero();

    // After a capitalised word ("Mill Dr.") it is the road; before one, the person.
    [GeneratedRegex(@"(?<=\p{Lu}\p{Ll}+\s)\bDr\.(?!\s\p{Lu}\p{Ll}+\s\p{Lu})" + Ends + @"|\bDr\.(?<name>)")]
    private static partial Regex DoctorOrDrive();

    [GeneratedRegex(@"(?<=(?:\p{Lu}\p{Ll}+|\d(?:st|nd|rd|th))\s)\bSt\b(?:\." + Ends + @"|(?=\s*(?:,|$|\p{Ll})))|\bSt\b\.?(?<name>(?=\s\p{Lu}))|\bSt\." + Ends)]
    private static partial Regex SaintOrStreet();

    [GeneratedRegex(@"\b(Mrs?|Ms|Prof|Rev|Mt|Ft)\.(?=\s\p{Lu})")]
    private static partial Regex Title();

    [GeneratedRegex(@"\b((?i:mrs?|ms|prof|rev|jr|sr|ave|blvd|rd|ln|hwy|pkwy|apt|dept|bldg|inc|ltd|corp|co|approx|appt|incl|excl|tel|ext|vs|max|est|misc|govt|intl|mt|pls|tbd|(?<!\d\s?)(?:min|temp)))\.(?!\p{L})" + Ends)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b(Dr|Mr|Mrs|Ms)(?=\s\p{Lu})")]
    private static partial Regex Undotted();

    [GeneratedRegex(@"(?<![\w/])(?:w/o|w/|c/o|n/a|N/A|vs)(?![\w/])|(?<![\w/])w/(?=\w)")]
    private static partial Regex VersusWith();

    [GeneratedRegex(@"\b([Pp]art|[Cc]hapter|[Pp]hase|[Ss]ection|[Vv]olume|[Tt]ype|[Cc]lass|[Ll]evel|[Ss]tage|[Ww]ar|[Aa]ct|[Tt]itle|[Aa]rticle|[Bb]ook)\s" + Numeral + @"\b(?!')")]
    private static partial Regex RomanPart();

    [GeneratedRegex(@"\b(Henry|Elizabeth|Charles|Louis|George|James|William|Edward|Richard|John|Paul|Benedict|Pius|Philip|Frederick|Alexander|Nicholas)\s(?!I\b|X\b|V\b)" + Numeral + @"\b")]
    private static partial Regex RomanRuler();
}
