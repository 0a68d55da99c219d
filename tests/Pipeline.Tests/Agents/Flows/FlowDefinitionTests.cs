using Voxie.Pipeline.Agents.Flows;

namespace Voxie.Pipeline.Tests.Agents.Flows;

public class FlowDefinitionTests
{
    [Fact]
    public void The_built_in_flow_has_no_problems() => Assert.Empty(ReceptionFlow.Definition.Problems());

    [Fact]
    public void Problems_are_named()
    {
        var flow = new FlowDefinition
        {
            Schema = 2,
            Id = "x",
            Start = "round",
            OnSilence = "nowhere",
            Intents = new Dictionary<string, FlowIntent> { ["empty"] = new([]) },
            Anywhere = new Dictionary<string, string> { ["missing"] = "gone" },
            Steps = new Dictionary<string, FlowStep>
            {
                ["round"] = new SayStep { Texts = ["a"], Next = "trip" },
                ["trip"] = new SayStep { Texts = ["b"], Next = "round" },
                ["ask"] = new AskStep { Otherwise = "lost", Branches = new Dictionary<string, string> { ["what"] = "ask" } },
            },
        };
        var problems = string.Join('\n', flow.Problems());
        foreach (var part in new[] { "schema is 2", "'round', which is no ask step", "'nowhere'", "'lost'", "'what'", "'missing'", "'gone'", "circle", "no examples" })
            Assert.Contains(part, problems);
    }
}
