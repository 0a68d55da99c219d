using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>What a collect step makes of the caller's words.</summary>
internal static class Collected
{
    private const int ShortestNumber = 6;

    /// <summary>The value, and whether it is what was asked for; an unusable one is the words as they were.</summary>
    public static (string Value, bool Usable) From(CollectKind kind, string text, string digits) => kind switch
    {
        CollectKind.Name when HeardName.Of(text) is { Length: > 0 } name => (name, true),
        CollectKind.PhoneNumber => Number(text, digits),
        _ => (text, kind == CollectKind.Text && Tokens.Of(text).Count > 0),
    };

    public static ExpectedAnswer Expects(CollectKind kind) => kind switch
    {
        CollectKind.PhoneNumber => ExpectedAnswer.Digits,
        CollectKind.Name => ExpectedAnswer.Spelling,
        _ => ExpectedAnswer.Open,
    };

    private static (string Value, bool Usable) Number(string text, string keys)
    {
        var digits = keys.Length > 0 ? string.Concat(keys.Where(char.IsAsciiDigit)) : HeardDigits.Of(text);
        if (digits.Length >= ShortestNumber)
            return (digits, true);
        var tokens = Tokens.Of(text);
        // "The one I'm calling from" is an answer; the record holds the caller's number.
        if (tokens.Contains("calling") || (tokens.Contains("this") && tokens.Contains("number")) || tokens.Contains("same"))
            return ("the number you are calling from", true);
        return (digits.Length > 0 ? digits : text, false);
    }
}
