using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Providers;
using Voxie.Pipeline.Providers.OpenAI;
using Voxie.Pipeline.Providers.Scripted;
using Voxie.Pipeline.Tests.Knowledge;
using Voxie.Pipeline.Tests.Providers.OpenAI;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers;

public class ReplySourcesTests
{
    private static readonly AgentProfile Agent = new() { Id = "a", Name = "A" };

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData(null, null, true, true)]
    [InlineData("scripted", null, true, false)]
    [InlineData(null, "scripted", true, false)]
    [InlineData("openai", "scripted", true, true)]
    [InlineData("openai", null, false, false)]
    public void The_brain_is_chosen_by_agent_then_default_then_what_is_there(string? agent, string? byDefault, bool configured, bool model)
    {
        using var sources = new ReplySources(
            new ReplySourcesOptions { DefaultBrain = byDefault, OpenAi = configured ? new OpenAiOptions { ApiKey = "k" } : null }, new FakeTimeProvider());
        var source = sources.For(Agent with { Brain = agent });
        Assert.Equal(model, source is FailoverReplySource);
        Assert.Equal(!model, source is FlowBrain);
    }

    [Fact]
    public async Task When_the_model_refuses_the_script_answers_in_the_same_turn()
    {
        await using var server = new ChatServer(ChatServer.Error(401, "{}"));
        using var sources = new ReplySources(new ReplySourcesOptions { OpenAi = new OpenAiOptions { Endpoint = server.Endpoint } }, TimeProvider.System);
        var parts = await Thinking.ReplyGeneratorTests.Collect(sources.For(ReceptionDesk.Profile).ReplyAsync(new CallerTurn("How much is a cleaning?"), [], default));
        Assert.IsType<FailedPart>(parts[0]);
        Assert.Contains("$85", Assert.IsType<SayPart>(parts[1]).Text);
    }
}
