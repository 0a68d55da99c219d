using Microsoft.Extensions.AI;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;
using static Voxie.Pipeline.Tests.Thinking.FakeChatClient;

namespace Voxie.Pipeline.Tests.Thinking;

public class ReplyGeneratorTests
{
    private static readonly AgentProfile Agent = new()
    {
        Id = "a", Name = "A", Greeting = "Welcome to A.", Instructions = "You are the receptionist of A.", Model = "small",
        Knowledge = [new KnowledgeEntry("Hours", "We open at nine.")],
    };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Sentences_come_as_they_end()
    {
        var client = new FakeChatClient([new Text("We op"), new Text("en at nine. And we cl"), new Text("ose at five.")]);
        Assert.Equal([new SayPart("We open at nine."), new SayPart("And we close at five.")], await ReplyAsync(client));
    }

    [Fact]
    public async Task The_model_is_told_who_it_is_what_it_knows_and_what_was_heard()
    {
        var client = new FakeChatClient([new Text("Yes.")]);
        var history = new[] { new HeardTurn(TurnRole.Agent, "Welcome to"), new HeardTurn(TurnRole.Caller, "Are you open?") };
        await Collect(Generator(client).ReplyAsync(new CallerTurn("Are you open?", "5"), history, default));
        var (messages, options) = Assert.Single(client.Asked);
        Assert.Contains("You are the receptionist of A.", options!.Instructions);
        Assert.Contains("- Hours: We open at nine.", options.Instructions);
        Assert.Contains("Welcome to A.", options.Instructions);
        Assert.Equal("small", options.ModelId);
        Assert.Equal(["hang_up", "take_message"], options.Tools!.Select(static tool => tool.Name));
        Assert.Equal(["Welcome to", "Are you open?", "(The caller pressed 5 on the keypad.)"], messages.Select(static message => message.Text));
        Assert.Equal([ChatRole.Assistant, ChatRole.User, ChatRole.User], messages.Select(static message => message.Role));
    }

    [Fact]
    public async Task A_message_is_taken_and_the_model_is_told()
    {
        var client = new FakeChatClient(
            [new ToolCall("take_message", ("message", "I am late"), ("name", "Anna"))],
            [new Text("I passed it on.")]);
        var parts = await ReplyAsync(client);
        var note = Assert.IsType<NotePart>(parts[0]);
        Assert.Equal(("message", "I am late", "Anna", ""), (note.Kind, note.Data["message"], note.Data["name"], note.Data["number"]));
        Assert.Equal(new SayPart("I passed it on."), parts[1]);
        var second = client.Asked[1].Messages;
        Assert.Equal("id1", Assert.Single(second[^1].Contents.OfType<FunctionResultContent>()).CallId);
        Assert.Single(second[^2].Contents.OfType<FunctionCallContent>());
    }

    [Fact]
    public async Task The_model_names_whom_to_connect_with_and_never_sees_a_number()
    {
        var agent = Agent with { Transfers = [new TransferEntry("Billing", "+4930123456") { Say = "To billing, then." }, new TransferEntry("Sales", "201")] };
        var client = new FakeChatClient([new ToolCall("transfer_call", ("name", "+882123456"))], [new ToolCall("transfer_call", ("name", "billing"))]);
        var parts = await Collect(new ReplyGenerator(client, "test", agent, new ReplyGeneratorOptions(), _time).ReplyAsync(new CallerTurn("Billing!"), [], default));

        Assert.Equal([new SayPart("To billing, then."), new TransferPart(agent.Transfers[0])], parts);
        var (messages, options) = client.Asked[1];
        Assert.Equal("There is nobody of that name. You can connect with: Billing, Sales.", messages[^1].Contents.OfType<FunctionResultContent>().Single().Result);
        Assert.Contains("transfer_call with: Billing, Sales.", options!.Instructions);
        Assert.DoesNotContain("4930123456", options.Instructions + string.Concat(client.Asked.SelectMany(static asked => asked.Messages).Select(static message => message.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_told_that_the_caller_could_not_be_connected()
    {
        var client = new FakeChatClient([new Text("They are busy. Shall I take a message?")]);
        var parts = await Collect(Generator(client).TransferFailedAsync(new TransferReport(TransferResult.Failed, TransferWay.Refer, 486), [], default));

        Assert.Equal("They are busy. Shall I take a message?", string.Join(' ', parts.Cast<SayPart>().Select(static part => part.Text)));
        Assert.Contains("the line is busy", client.Asked[0].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goodbye_is_said_before_hanging_up()
    {
        var said = new FakeChatClient([new Text("Bye then."), new ToolCall("hang_up")]);
        Assert.Equal([new SayPart("Bye then."), new HangUpPart()], await ReplyAsync(said));
        var silent = new FakeChatClient([new ToolCall("hang_up")]);
        Assert.Equal([new SayPart("Thank you for calling. Goodbye!"), new HangUpPart()], await ReplyAsync(silent));
    }

    [Fact]
    public async Task A_wrong_tool_call_is_answered_and_not_run()
    {
        var client = new FakeChatClient([new ToolCall("format_disk")], [new ToolCall("take_message")], [new Text("Sorry.")]);
        Assert.Equal([new SayPart("Sorry.")], await ReplyAsync(client));
        Assert.Contains("no tool named", client.Asked[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString());
        Assert.Contains("do not fit", client.Asked[2].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString());
    }

    [Fact]
    public async Task Tool_calls_without_end_are_a_failure()
    {
        var round = new Step[] { new ToolCall("nothing") };
        var parts = await ReplyAsync(new FakeChatClient(round, round, round, round));
        Assert.Equal(ProviderStage.LlmStream, Assert.IsType<FailedPart>(Assert.Single(parts)).Failure.Stage);
    }

    [Fact]
    public async Task No_first_token_in_time_is_a_failure()
    {
        var reply = ReplyAsync(new FakeChatClient([new Stall()]));
        _time.Advance(TimeSpan.FromSeconds(5));
        var failure = Assert.IsType<FailedPart>(Assert.Single(await reply)).Failure;
        Assert.Equal(ProviderStage.LlmFirstToken, failure.Stage);
        Assert.Equal("Nothing came for 5 s.", failure.Detail);
    }

    [Fact]
    public async Task A_stall_between_tokens_is_a_failure_and_what_came_is_said()
    {
        var reply = ReplyAsync(new FakeChatClient([new Text("One moment. I am"), new Stall()]));
        _time.Advance(TimeSpan.FromSeconds(4));
        var parts = await reply;
        Assert.Equal([new SayPart("One moment."), new SayPart("I am")], parts.Take(2));
        Assert.Equal(ProviderStage.LlmStream, Assert.IsType<FailedPart>(parts[^1]).Failure.Stage);
    }

    [Fact]
    public async Task Exceptions_of_the_client_become_outcomes()
    {
        var known = new ProviderFailure("openai", ProviderStage.LlmConnect, "key", EndSide.Config);
        Assert.Equal([new FailedPart(known)], await ReplyAsync(new FakeChatClient([new Throw(new ProviderFailureException(known))])));
        var other = Assert.IsType<FailedPart>(Assert.Single(await ReplyAsync(new FakeChatClient([new Throw(new IOException("secret"))]))));
        Assert.Equal("IOException", other.Failure.Detail);
        Assert.IsType<FailedPart>(Assert.Single(await ReplyAsync(new FakeChatClient([]))));
    }

    [Fact]
    public async Task The_caller_taking_the_floor_is_no_failure()
    {
        using var cancellation = new CancellationTokenSource();
        var reply = Collect(Generator(new FakeChatClient([new Text("Well. "), new Stall()])).ReplyAsync(new CallerTurn("Hi"), [], cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    [Fact]
    public async Task An_endless_answer_is_dropped_at_a_sentence()
    {
        var text = string.Concat(Enumerable.Repeat("This sentence goes on. ", 200));
        var parts = await ReplyAsync(new FakeChatClient([new Text(text)]));
        Assert.InRange(parts.OfType<SayPart>().Sum(static part => part.Text.Length), 1000, 1200);
    }

    [Fact]
    public async Task Silence_is_prompted_without_the_model()
    {
        var generator = Generator(new FakeChatClient());
        Assert.Equal([new SayPart("Are you still there?")], await Collect(generator.RepromptAsync(1, [], default)));
        Assert.IsType<HangUpPart>((await Collect(generator.RepromptAsync(3, [], default)))[^1]);
    }

    private ReplyGenerator Generator(IChatClient client) => new(client, "openai", Agent, new ReplyGeneratorOptions(), _time);

    private Task<List<ReplyPart>> ReplyAsync(IChatClient client) => Collect(Generator(client).ReplyAsync(new CallerTurn("Hello"), [], default));

    internal static async Task<List<ReplyPart>> Collect(IAsyncEnumerable<ReplyPart> parts)
    {
        var list = new List<ReplyPart>();
        await foreach (var part in parts)
            list.Add(part);
        return list;
    }
}
