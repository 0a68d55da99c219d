using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Takes away what is only for the eye: Markdown, HTML tags, emoji, bullets, typographic quotes. Line ends become full stops.</summary>
internal static partial class Markup
{
    public static string Strip(string text)
    {
        text = CodeFence().Replace(text, " ");
        text = Image().Replace(text, "$1");
        text = Link().Replace(text, "$1");
        text = AngleAddress().Replace(text, "$1");
        text = Tag().Replace(text, " ");
        text = TableRule().Replace(text, "");
        text = Heading().Replace(text, "");
        text = Bullet().Replace(text, "");
        text = Emphasis().Replace(text, "");
        text = Underscores().Replace(text, "$1");
        text = Characters(text).Normalize(NormalizationForm.FormC);
        text = OpenLine().Replace(text, "$1. ");
        return LineEnd().Replace(text, " ").Trim();
    }

    private static string Characters(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Replacement(rune.Value) is { } replacement)
                kept.Append(replacement);
            else if (!IsForTheEye(rune))
                kept.Append(rune);
        }
        return kept.ToString();
    }

    private static string? Replacement(int rune) => rune switch
    {
        0x2018 or 0x2019 or 0x02BC or 0x2032 => "'",
        0x201C or 0x201D or 0x201E or 0x00AB or 0x00BB or '"' => "",
        0x2010 or 0x2011 or 0x2212 => "-",
        0x2026 => "...",
        0x00A0 or 0x2007 or 0x2009 or 0x202F => " ",
        0x2192 => " to ",
        0x00BD => " 1/2",
        0x00BC => " 1/4",
        0x00BE => " 3/4",
        0x00D7 => " by ",
        '|' => ", ",
        _ => null,
    };

    // Currency, degree and mathematical signs are said later; pictures, joiners, skin tones and marks are not.
    private static bool IsForTheEye(Rune rune) => rune.Value switch
    {
        0x00B0 => false,
        0x00AE or 0x00A9 or 0x2122 or 0x2022 or 0x20E3 => true,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OtherSymbol or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse => true,
            UnicodeCategory.ModifierSymbol => true,
            UnicodeCategory.NonSpacingMark => rune.Value is >= 0xFE00 and <= 0xFE0F,
            UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),
            _ => false,
        },
    };

    [GeneratedRegex("```[a-z]*")]
    private static partial Regex CodeFence();

    [GeneratedRegex(@"!\[([^\]\n]*)\]\([^)\n]*\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[([^\]\n]+)\]\([^)\n]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<((?:https?://|mailto:)?[^<>\s]+[@.][^<>\s]+)>")]
    private static partial Regex AngleAddress();

    [GeneratedRegex("</?[a-zA-Z][^<>\n]{0,200}>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[ \t]*\|?[ \t]*:?-{3,}[-:| \t]*$", RegexOptions.Multiline)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[ \t]*(?:[-*+•·–][ \t]+)", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\*+|`+|~~+")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"(?<![\w@.])_{1,3}([^_\n]+)_{1,3}(?![\w@])")]
    private static partial Regex Underscores();

    [GeneratedRegex(@"([\p{L}\p{N})%])[ \t]*(?:\r?\n)+")]
    private static partial Regex OpenLine();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineEnd();
}
