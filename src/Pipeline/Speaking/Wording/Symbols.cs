using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Signs that are said (&amp;, +, =, @, #), signs that are pauses (dashes, brackets), and the spacing of what is left.</summary>
internal static partial class Symbols
{
    public static string Speak(string text)
    {
        text = Named().Replace(text, static match => match.Value switch
        {
            "&" => " and ",
            "+" => " plus ",
            "=" => " equals ",
            "@" => " at ",
            "%" => " percent ",
            "°" => " degrees ",
            "$" => " dollars ",
            "€" => " euros ",
            "£" => " pounds ",
            _ => " number ",
        });
        text = Dash().Replace(text, ", ");
        text = Bracket().Replace(text, ", ");
        text = Slash().Replace(text, " or ");
        text = Dots().Replace(text, ". ");
        text = Joiner().Replace(text, " ");
        text = Unsayable().Replace(text, " ");
        text = Space().Replace(text, " ");
        text = SpaceBefore().Replace(text, "$1");
        text = Pile().Replace(text, static match => Strongest(match.Value));
        text = NoSpaceAfter().Replace(text, "$1 ");
        return text.Trim(' ', ',', ';', ':', '-');
    }

    private static string Strongest(string marks) =>
        marks.Contains('?', StringComparison.Ordinal) ? "?"
        : marks.Contains('!', StringComparison.Ordinal) ? "!"
        : marks.Contains('.', StringComparison.Ordinal) ? "."
        : marks[..1];

    [GeneratedRegex(@"[&=@%°$€£]|\+(?=\s*[\p{L}\d])|#(?=\s*\p{L})")]
    private static partial Regex Named();

    [GeneratedRegex(@"\s+[-–—]+\s+|\s?[—–]+\s?|--+")]
    private static partial Regex Dash();

    [GeneratedRegex(@"\s*[\[\](){}]\s*")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?<=\p{L})\s?/\s?(?=\p{L})")]
    private static partial Regex Slash();

    [GeneratedRegex(@"\.{2,}")]
    private static partial Regex Dots();

    [GeneratedRegex(@"(?<=\p{L})-+(?=\p{L})")]
    private static partial Regex Joiner();

    [GeneratedRegex(@"[^\p{L}\p{M}\s.,;:?!'-]|(?<!\p{L})'|'(?!\p{L})|(?<!\p{L})-|-(?!\p{L})")]
    private static partial Regex Unsayable();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@" ([.,;:?!])")]
    private static partial Regex SpaceBefore();

    [GeneratedRegex(@"(?:[.,;:?!] ?){2,}(?=\s|$|\p{L})|[.,;:?!]{2,}")]
    private static partial Regex Pile();

    [GeneratedRegex(@"([.,;:?!])(?=[\p{L}\p{N}])")]
    private static partial Regex NoSpaceAfter();
}
