using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>The name out of "Hi, my name is Anna Berg, please."</summary>
internal static partial class HeardName
{
    /// <summary>Empty when no name is in it.</summary>
    public static string Of(string text)
    {
        var name = Before().Replace(text.Trim().TrimEnd('.', '!', '?', ','), "");
        name = After().Replace(name, "").Trim(' ', ',', '.');
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length is 0 or > 6 ? "" : string.Join(' ', words.Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    [GeneratedRegex(@"^(?:(?:well|um|uh|yes|yeah|yep|sure|okay|ok|of course|hi|hello|so)[,.!]?\s+)*(?:(?:my (?:full |first |last )?name(?:'s| is)|the name(?:'s| is)|name is|this is|i am|i'm|im|it is|it's|its|that's|that is|you can call me|call me|they call me)[,:]?\s+)?(?:called\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Before();

    [GeneratedRegex(@"[,.]?\s+(?:speaking|here|please|thanks|thank you|by the way)[.!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex After();
}
