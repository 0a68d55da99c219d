using System.Collections.Immutable;
using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Providers.Scripted;
using Voxie.Pipeline.Tests.Knowledge;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Agents.Flows;

public class AlternativeWordingTests
{
    [Fact]
    public async Task A_wording_that_the_agent_can_answer_is_taken_for_what_was_said() =>
        Assert.Contains("garage", await AskAsync("Where can I leave my cart?", "Where can I leave my card?", "Where can I leave my car?"), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_heard_best_stands_when_it_can_be_answered() =>
        Assert.Contains("tram", await AskAsync("Is there a tram?", "Is there a ramp?"), StringComparison.Ordinal);

    [Fact]
    public async Task Wordings_that_nobody_can_answer_change_nothing() =>
        Assert.Contains("don't know", await AskAsync("Who won the match?", "Who won the march?"), StringComparison.Ordinal);

    private static async Task<string> AskAsync(string heard, params string[] alternatives)
    {
        var brain = new ScriptedBrain(ImmutableDictionary<string, FlowDefinition>.Empty).For(ReceptionDesk.Profile);
        var said = new List<string>();
        await foreach (var part in brain.ReplyAsync(new CallerTurn(heard) { Alternatives = alternatives }, [], CancellationToken.None))
        {
            if (part is SayPart say) said.Add(say.Text);
        }
        return string.Join(' ', said);
    }
}
