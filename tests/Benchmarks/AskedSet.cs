using System.Text.Json;
using System.Text.RegularExpressions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Tests.Knowledge;

namespace Voxie.Benchmarks;

/// <summary>An agent and questions for it, read from a file in the form of tests/Pipeline.Tests/Knowledge/Questions or of tests/Interop/Questions.</summary>
internal sealed record AskedSet(string Name, AgentProfile Agent, IReadOnlyList<Asked> Questions)
{
    public static AskedSet Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        var root = file.RootElement;
        var name = Path.GetFileNameWithoutExtension(path);
        if (root.TryGetProperty("questions", out var questions)) return new AskedSet(name, ReceptionDesk.Profile, [.. questions.EnumerateArray().Select(OfInterop)]);

        var agent = !root.TryGetProperty("knowledge", out var knowledge) || !knowledge.EnumerateObject().Any() ? ReceptionDesk.Profile : new AgentProfile
        {
            Id = name,
            Name = root.GetProperty("name").GetString()!,
            Instructions = root.GetProperty("instructions").GetString()!,
            Knowledge = [.. knowledge.EnumerateObject().Select(static entry => new KnowledgeEntry(entry.Name, entry.Value.GetString()!))],
        };
        var known = root.GetProperty("known").EnumerateObject().SelectMany(entry => entry.Value.EnumerateArray().Select(question => Known(agent, entry.Name, question.GetString()!)));
        var unknown = root.GetProperty("offTopic").EnumerateArray().Select(static question => new Asked(question.GetString()!, [], []));
        return new AskedSet(name, agent, [.. known, .. unknown]);
    }

    private static Asked Known(AgentProfile agent, string title, string line)
    {
        var parts = line.Split('|');
        return new Asked(parts[0], [.. parts.Skip(1).Prepend(title).SelectMany(start => agent.Knowledge.Where(entry => entry.Title.StartsWith(start, StringComparison.Ordinal)))
            .Select(static entry => entry.Text)], []);
    }

    private static Asked OfInterop(JsonElement question) => new(
        question.GetProperty("question").GetString()!, [],
        question.TryGetProperty("facts", out var facts) ? [.. facts.EnumerateArray().Select(static fact => fact.EnumerateArray().Select(static word => word.GetString()!).ToArray())] : []);
}

/// <param name="Texts">Any of them answers it.</param>
/// <param name="Facts">Or these: one of each. Neither: the agent cannot know.</param>
internal sealed partial record Asked(string Text, IReadOnlyList<string> Texts, IReadOnlyList<string[]> Facts)
{
    public bool IsKnown => Texts.Count + Facts.Count > 0;

    public bool IsAnsweredBy(string said)
    {
        var refused = said.Contains("don't know", StringComparison.Ordinal) && said.Contains("message", StringComparison.Ordinal);
        if (!IsKnown) return refused;
        var words = Plain(said);
        return !refused && (Texts.Any(text => said.Contains(text, StringComparison.Ordinal))
            || (Facts.Count > 0 && Facts.All(fact => fact.Any(word => words.Contains(Plain(word), StringComparison.Ordinal)))));
    }

    private static string Plain(string text) => " " + Separator().Replace(text.ToLowerInvariant().Replace('’', '\''), " ").Trim() + " ";

    // A colon or a dot inside a number or an address is part of the word: 8:30, harbourdental.example.
    [GeneratedRegex("(?<![0-9])[:]|[:](?![0-9])|[.](?![a-z0-9])|[^a-z0-9:.@']")]
    private static partial Regex Separator();
}
