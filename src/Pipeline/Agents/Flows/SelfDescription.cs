using System.Text.RegularExpressions;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>What an agent says about itself, from its profile.</summary>
internal static partial class SelfDescription
{
    private const int MostTopics = 5;

    /// <summary>"I'm the automated receptionist of Harbour Street Dental, a dental practice."</summary>
    public static string Identity(AgentProfile profile)
    {
        var sentence = InstructionFacts.Identity(profile.Instructions);
        var first = FirstSentence().Match(sentence).Value;
        if (first.Length == 0)
            return $"I'm {profile.Name}.";
        return YouAre().Replace(first, "I'm").Replace(" your ", " my ", StringComparison.OrdinalIgnoreCase).TrimEnd('.') + ".";
    }

    /// <summary>"opening hours, address and directions, parking, and a few other things"</summary>
    public static string Topics(AgentProfile profile)
    {
        var topics = profile.Knowledge.Select(static entry => entry.Title.Split(',')[0].Trim()).Where(static title => title.Length > 0).Select(static title =>
            char.ToLowerInvariant(title[0]) + title[1..]).Distinct(StringComparer.Ordinal).ToArray();
        return topics.Length switch
        {
            0 => "our business",
            1 => topics[0],
            <= MostTopics => $"{string.Join(", ", topics[..^1])} and {topics[^1]}",
            _ => $"{string.Join(", ", topics[..(MostTopics - 1)])}, and a few other things",
        };
    }

    /// <summary>"billing, sales or the front desk"</summary>
    public static string Transfers(AgentProfile profile)
    {
        var names = profile.Transfers.Select(static entry => entry.Name).ToArray();
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    [GeneratedRegex(@"^.*?[.!](?=\s|$)|^.+$")]
    private static partial Regex FirstSentence();

    [GeneratedRegex(@"^You(?: are|'re)\b", RegexOptions.IgnoreCase)]
    private static partial Regex YouAre();
}
