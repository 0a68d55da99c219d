using Voxie.Admin.Agents;
using Voxie.Pipeline.Agents;

namespace Voxie.Admin.Tests.Agents;

public sealed class AgentFilesTests
{
    [Fact]
    public void The_committed_agents_are_valid()
    {
        var (agents, errors) = AgentFiles.Read(Repository.File("config/agents"));
        Assert.Empty(errors);
        Assert.Subset(agents.Select(a => a.Agent.Id).ToHashSet(), new HashSet<string> { "echo", "reception", "tone" });
        var reception = agents.Single(a => a.Agent.Id == "reception").Agent;
        Assert.True(reception.Knowledge.Count > 10);
        Assert.Equal(AgentKind.Tone, agents.Single(a => a.Agent.Id == "tone").Agent.Kind);
    }

    [Fact]
    public void Text_stays_text_whatever_yaml_would_make_of_it()
    {
        var (agent, errors) = AgentFiles.Parse("a.yaml", "schema: 1\nid: a\nname: yes\nextension: 0100\ngreeting: |\n  Hi,\n  there\nlimits: {repromptAfterSeconds: 1.5}");
        Assert.Empty(errors);
        Assert.Equal(("yes", "0100", "Hi,\nthere", 1.5), (agent.Name, agent.Extension, agent.Greeting?.TrimEnd(), agent.Limits.RepromptAfterSeconds));
    }

    [Theory]
    [InlineData("schema: 2\nid: a\nname: A", "a.yaml:1: schema: '2' is not a format this version knows (1).")]
    [InlineData("id: Not An Id\nname: A", "a.yaml:1: id: must be 1 to 64 lower-case letters, digits and -")]
    [InlineData("name: A", "a.yaml: id: must be")]
    [InlineData("id: a", "a.yaml: name: must not be empty.")]
    [InlineData("id: a\nname: A\nkind: robot", "a.yaml:3: kind: 'robot' is not one of conversation, echo, tone.")]
    [InlineData("id: a\nname: A\nextension: a b", "a.yaml:3: extension: must be 1 to 64 letters")]
    [InlineData("id: a\nname: A\ncolour: red", "a.yaml:3: colour: unknown key.")]
    [InlineData("id: a\nname: A\nknowledge:\n  - title: T\n    text: x\n  - title: T", "a.yaml:6: knowledge.1.text: must not be empty.")]
    [InlineData("id: a\nname: A\nknowledge:\n  - title: T\n    texd: x", "a.yaml:5: knowledge.0.texd: unknown key. Known here: title, text.")]
    [InlineData("id: a\nname: A\nknowledge: none", "a.yaml:3: knowledge: must be a list of maps.")]
    [InlineData("id: a\nname: A\nlimits: {maxReprompts: 99}", "a.yaml:3: limits.maxReprompts: is not between 0 and 10.")]
    [InlineData("id: a\nname: [A", "a.yaml:3: is not valid YAML")]
    public void A_bad_file_is_refused_with_line_key_and_reason(string yaml, string expected)
    {
        var (_, errors) = AgentFiles.Parse("a.yaml", yaml);
        Assert.StartsWith(expected, errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_file_does_not_hide_the_others_and_clashes_are_told()
    {
        using var folder = new TempFolder();
        folder.Write("1.yaml", "id: a\nname: A\nextension: x");
        folder.Write("2.yml", "id: a\nname: B");
        folder.Write("3.yaml", "id: c\nname: C\nextension: X");
        folder.Write("4.yaml", "{{{");
        folder.Write("5.yaml", "id: e\nname: E");
        folder.Write("notes.txt", "not an agent");
        var (agents, errors) = AgentFiles.Read(folder.Path);
        Assert.Equal(["a", "e"], agents.Select(a => a.Agent.Id));
        Assert.Equal(["2.yml", "3.yaml", "4.yaml"], errors.Select(e => Path.GetFileName(e.Source).Split(':')[0]));
    }

    [Fact]
    public void A_missing_folder_holds_no_agents() => Assert.Empty(AgentFiles.Read("/nowhere").Agents);
}
