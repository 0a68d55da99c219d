using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>E-mail addresses and web addresses as one would dictate them: "hello at harbour dental dot example".</summary>
internal static partial class Addresses
{
    public static string Speak(string text)
    {
        text = Email().Replace(text, static match => $"{Label(match.Groups["user"].Value)} at {Host(match.Groups["host"].Value)}");
        text = WithScheme().Replace(text, static match => Host(match.Groups["host"].Value) + Path(match.Groups["path"].Value));
        return BareHost().Replace(text, static match => Host(match.Groups["host"].Value) + Path(match.Groups["path"].Value));
    }

    private static string Host(string host)
    {
        var port = host.IndexOf(':', StringComparison.Ordinal);
        var tail = port < 0 ? "" : " colon " + NumberWords.Digits(host.AsSpan(port + 1));
        var labels = (port < 0 ? host : host[..port]).Split('.');
        return string.Join(" dot ", labels.Select((label, index) => index > 0 && index == labels.Length - 1 ? TopLevel(label) : Label(label))) + tail;
    }

    private static string TopLevel(string label) =>
        label.Length == 2 && label.ToLowerInvariant() is not ("co" or "me" or "us" or "so" or "be" or "it" or "in" or "is" or "to" or "ai")
            ? Letters.Spell(label)
            : label.Equals("ai", StringComparison.OrdinalIgnoreCase) ? "A I" : Label(label);

    private static string Path(string path)
    {
        path = path.TrimEnd('/');
        if (path.Length == 0)
            return "";
        var query = path.IndexOfAny(['?', '#']);
        var kept = query < 0 ? path : path[..query];
        return string.Concat(kept.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(static part => " slash " + Label(part)));
    }

    /// <summary>One part between dots: signs said by name, digits one by one, run-together words set apart, short vowel-less parts spelled.</summary>
    private static string Label(string label) => string.Join(' ', Piece().Matches(label).Select(static match => match.Value switch
    {
        "." => "dot",
        "-" => "dash",
        "_" => "underscore",
        "+" => "plus",
        "%" => "percent",
        "~" => "tilde",
        var digits when char.IsAsciiDigit(digits[0]) => NumberWords.Digits(digits),
        var www when www.Equals("www", StringComparison.OrdinalIgnoreCase) => "W W W",
        var word when word.Length == 1 || word.Length <= 4 && !Letters.HasVowel(word) => Letters.Spell(word),
        var word => RunTogether.Split(word.ToLowerInvariant()),
    }));

    [GeneratedRegex(@"(?:mailto:)?\b(?<user>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@(?<host>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+)")]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(?:https?|wss?)://(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{2,5})?)(?<path>/[\w\-./%~?=&#+]*[\w/]|/)?", RegexOptions.IgnoreCase)]
    private static partial Regex WithScheme();

    [GeneratedRegex(@"(?<![\w@.])(?<host>(?:www\.(?:[A-Za-z0-9-]+\.)*[A-Za-z]{2,}|(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:com|org|net|edu|gov|info|biz|example|test|app|dev|shop|health|dental|care|clinic|io|ai|co|eu|us|uk|de|fr|es|it|nl|ca|au|ie|at|ch)))(?<path>/[\w\-./%~?=&#+]*[\w/]|/)?(?![\w@])", RegexOptions.IgnoreCase)]
    private static partial Regex BareHost();

    [GeneratedRegex(@"[A-Za-z]+|\d+|[-._+%~]")]
    private static partial Regex Piece();
}
