using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>
/// Capital letters: initialisms are spelled ("F A Q"), acronyms said as words stay words, shouted words are said like any other.
/// </summary>
internal static partial class Letters
{
    /// <summary>Written in capitals, said as a word.</summary>
    private static readonly FrozenSet<string> SaidAsWords = """
        AIDS ASAP BIC CAPTCHA COVID FIFA GIF IKEA IMAX LAN LASER MODEM NAFTA NASA NASDAQ NATO OPEC OSHA PIN RADAR RAM ROM SARS SCUBA SIM SONAR SWAT
        TASER UNESCO UNICEF WASP WIFI YAML ZIP JPEG REST SOAP VOIP DICOM HIPAA
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Initialisms that hold a vowel or could be read as words.</summary>
    private static readonly FrozenSet<string> SaidAsLetters = """
        AC AI AM API ATM BA CEO CFO CIO CEOS DIY DOB DOT EU EUR FAQ FAQS FBI GPA HIV HR ID IDS IOU IP IQ IRA IRS ISO IT IV MA MBA OAP PA PIA RIA ROI
        SEO SOS TV TVS UAE UFO UI UK UN UPS URL URLS US USA USB USD VAT VIP VIPS
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Small words that are often written in capitals to stress them.</summary>
    private static readonly FrozenSet<string> Stressed = """
        A ALL ALSO ALWAYS AN AND ANY ARE AS AT BE BEEN BUT BY CAN CLOSED DAY DO DOES DONT EVERY FIVE FOR FOUR FREE FROM GET GO HAVE HE HERE HOW I IF
        IN IS ITS JUST LATE LESS LIKE LIVE MAY ME MORE MUST MY NEVER NEW NEXT NINE NO NONE NOT NOW OF OFF ON ONE ONLY OPEN OR OUR OUT OVER PAY SALE SEE
        SHE SIX SO STOP TAKE TEN THAT THE THEN THERE THEY THIS TO TOO TWO UP USE VERY WAS WE WHEN WILL WITH YES YET YOU YOUR
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    public static string Speak(string text)
    {
        text = Dotted().Replace(text, static match =>
            Spell(match.Value.Replace(".", "", StringComparison.Ordinal)) + (match.Groups["stop"].Success ? "." : ""));
        text = Okay().Replace(text, static match => char.IsUpper(match.Value[0]) && match.Index == 0 ? "Okay" : "okay");
        var shouted = IsShouted(text);
        text = Plural().Replace(text, static match =>
            SaidAsWords.Contains(match.Groups[1].Value) ? match.Groups[1].Value.ToLowerInvariant() + "s" : Spell(match.Groups[1].Value) + "s");
        return Capitals().Replace(text, match => Word(match.Value, shouted));
    }

    /// <summary>Capital letters with spaces between.</summary>
    public static string Spell(string word) => string.Join(' ', word.ToUpperInvariant().AsEnumerable());

    private static string Word(string word, bool shouted)
    {
        if (SaidAsWords.Contains(word))
            return word.ToLowerInvariant();
        if (SaidAsLetters.Contains(word) && !(shouted && word is "AM" or "IT" or "US" or "MA" or "PA" or "DOT"))
            return Spell(word);
        if (shouted && HasVowel(word) || Stressed.Contains(word) || RunTogether.IsKnown(word.ToLowerInvariant()))
            return word.ToLowerInvariant();
        return word.Length <= 4 || !HasVowel(word) ? Spell(word) : word.ToLowerInvariant();
    }

    /// <summary>Most of a text of several words is in capitals: then capitals say nothing.</summary>
    private static bool IsShouted(string text)
    {
        var words = AnyWord().Matches(text);
        var capitals = words.Count(static match => match.Value.All(char.IsUpper));
        return words.Count >= 3 && capitals * 3 >= words.Count * 2;
    }

    public static bool HasVowel(string word) => word.AsSpan().IndexOfAny(Vowels) >= 0;

    [GeneratedRegex(@"(?<![\p{L}.])(?:\p{Lu}\.){2,}(?<stop>(?=\s*$|\s+\p{Lu}\p{Ll}))?(?:\p{Lu}(?!\p{L}))?")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b(?:OK|ok|Ok|O\.K\.)(?!\p{L})")]
    private static partial Regex Okay();

    [GeneratedRegex(@"\b(\p{Lu}{2,5})'?s\b")]
    private static partial Regex Plural();

    [GeneratedRegex(@"(?<![\p{L}'])\p{Lu}{2,}(?![\p{Ll}])")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex AnyWord();
}
