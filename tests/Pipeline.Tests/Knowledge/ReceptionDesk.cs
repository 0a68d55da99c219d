using System.Text.RegularExpressions;
using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Tests.Knowledge;

/// <summary>The shipped reception agent, read from its file (only the keys that these tests need).</summary>
internal static partial class ReceptionDesk
{
    public static AgentProfile Profile { get; } = Read();

    private static AgentProfile Read()
    {
        var yaml = File.ReadAllText(Path.Combine(Root(), "config", "agents", "reception.yaml"));
        var instructions = Instructions().Match(yaml).Groups[1].Value;
        return new AgentProfile
        {
            Id = "reception",
            Name = Value(yaml, "name"),
            Greeting = Value(yaml, "greeting"),
            Flow = Value(yaml, "flow"),
            Instructions = string.Join('\n', instructions.Split('\n').Select(static line => line.Trim())),
            Knowledge = [.. Entry().Matches(yaml).Select(static match => new KnowledgeEntry(match.Groups[1].Value.Trim(), match.Groups[2].Value))],
        };
    }

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Voxie.Telephony.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no solution above the tests");
        return folder;
    }

    private static string Value(string yaml, string key) =>
        Regex.Match(yaml, $"^{key}: *\"?(.*?)\"?\r?$", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex(@"^instructions: \|\n((?:  .*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Instructions();

    [GeneratedRegex(@"- title: (.*)\n\s+text: ""(.*)""")]
    private static partial Regex Entry();
}
