using System.Text.Json;
using Microsoft.Extensions.AI;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.OpenAI;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Providers.OpenAI;

public class OpenAiChatClientTests
{
    private const string Done = "data: [DONE]\n\n";
    private const string Usage = """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":31,"completion_tokens":9,"total_tokens":40,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}}}""" + "\n\n";

    private static string Delta(string delta, string finish = "null") =>
        $$$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{finish}}}}],"usage":null,"obfuscation":"x7"}""" + "\n\n";

    private static string Text(string text) => Delta($$"""{"content":{{JsonSerializer.Serialize(text)}}}""");

    private static readonly string Stop = Delta("{}", "\"stop\"");

    [Fact]
    public async Task Text_streams_past_comments_empty_deltas_and_the_usage_chunk()
    {
        await using var server = new ChatServer(ChatServer.Stream(
            ": keep-alive\n\n", Delta("""{"role":"assistant","content":"","refusal":null}"""), Text("We open"), ": keep-alive\n\n", Text(" at nine."), Stop, Usage, Done));
        var updates = await AskAsync(server);
        Assert.Equal("We open at nine.", string.Concat(updates.Select(static update => update.Text)));
        Assert.Equal(40, updates.SelectMany(static update => update.Contents).OfType<UsageContent>().Single().Details.TotalTokenCount);
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task Chunks_may_be_split_anywhere_and_lines_may_end_in_crlf()
    {
        var wire = (Text("Grüße, ") + Text("caller.") + Stop + Done).Replace("\n", "\r\n");
        await using var server = new ChatServer(ChatServer.Stream([.. wire.Chunk(7).Select(static piece => new string(piece))]));
        Assert.Equal("Grüße, caller.", string.Concat((await AskAsync(server)).Select(static update => update.Text)));
    }

    [Fact]
    public async Task Tool_calls_are_put_together_by_index()
    {
        await using var server = new ChatServer(ChatServer.Stream(
            Text("Wait."),
            Delta("""{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"take_message","arguments":""}}]}"""),
            Delta("""{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"hang_up","arguments":"{"}}]}"""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"mess"}}]}"""),
            Delta("""{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}"""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"age\":\"hi\"}"}}]}"""),
            Delta("{}", "\"tool_calls\""), Done));
        var calls = (await AskAsync(server)).SelectMany(static update => update.Contents).OfType<FunctionCallContent>().ToArray();
        Assert.Equal([("call_a", "take_message"), ("call_b", "hang_up")], calls.Select(static call => (call.CallId, call.Name)));
        Assert.Equal("hi", calls[0].Arguments!["message"]!.ToString());
        Assert.Empty(calls[1].Arguments!);
    }

    [Fact]
    public async Task Arguments_that_are_no_json_come_with_their_error()
    {
        await using var server = new ChatServer(ChatServer.Stream(
            Delta("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"hang_up","arguments":"{oops"}}]}"""), Delta("{}", "\"tool_calls\""), Done));
        Assert.NotNull((await AskAsync(server)).SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Single().Exception);
    }

    [Fact]
    public async Task The_request_carries_model_key_prompt_history_and_tools()
    {
        await using var server = new ChatServer(ChatServer.Stream(Text("ok"), Stop, Done));
        using var client = new OpenAiChatClient(new OpenAiOptions { Endpoint = server.Endpoint, ApiKey = "sk-test", Model = "m1" });
        var messages = new ChatMessage[]
        {
            new(ChatRole.User, "Hi"),
            new(ChatRole.Assistant, [new TextContent("One moment."), new FunctionCallContent("c1", "hang_up", new Dictionary<string, object?>())]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "done")]),
        };
        await foreach (var _ in client.GetStreamingResponseAsync(messages, new ChatOptions { Instructions = "Be brief.", ModelId = "m2", Tools = [.. new CallTools([]).Functions] }))
        {
        }
        var (head, body) = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/chat/completions", head);
        Assert.Contains("Authorization: Bearer sk-test", head);
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal("m2", root.GetProperty("model").GetString());
        Assert.True(root.GetProperty("stream").GetBoolean());
        Assert.Equal(["system", "user", "assistant", "tool"], root.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("c1", root.GetProperty("messages")[3].GetProperty("tool_call_id").GetString());
        Assert.Equal("hang_up", root.GetProperty("messages")[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
        var tool = root.GetProperty("tools")[1].GetProperty("function");
        Assert.Equal("take_message", tool.GetProperty("name").GetString());
        Assert.True(tool.GetProperty("parameters").GetProperty("properties").TryGetProperty("message", out _));
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-1234","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", EndSide.Config)]
    [InlineData(404, """{"error":{"message":"no such model","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", EndSide.Config)]
    [InlineData(400, """{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", EndSide.Config)]
    [InlineData(403, "not json at all", EndSide.Config)]
    public async Task Refusals_name_side_and_stage_without_the_key(int status, string body, EndSide side)
    {
        await using var server = new ChatServer(ChatServer.Error(status, body));
        var failure = await FailureAsync(server, retries: 1);
        Assert.Equal((ProviderStage.LlmConnect, side), (failure.Stage, failure.Side));
        Assert.Contains($"HTTP {status}", failure.Detail);
        Assert.DoesNotContain("sk-1234", failure.Detail);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_busy_server_is_asked_once_more(int status)
    {
        await using var server = new ChatServer(ChatServer.Error(status, "{}"), ChatServer.Stream(Text("Here."), Stop, Done));
        Assert.Contains(await AskAsync(server), static update => update.Text == "Here.");
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task It_gives_up_after_the_retries_or_when_told_to_come_back_later()
    {
        await using (var server = new ChatServer(ChatServer.Error(500, "{}"), ChatServer.Error(500, "{}")))
        {
            var failure = await FailureAsync(server, retries: 1);
            Assert.Equal((ProviderStage.LlmConnect, EndSide.Provider), (failure.Stage, failure.Side));
            Assert.Equal(2, server.Requests.Count);
        }
        await using (var server = new ChatServer(ChatServer.Error(429, "{}", "Retry-After: 20\r\n")))
        {
            Assert.Contains("429", (await FailureAsync(server, retries: 1)).Detail);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task A_stream_cut_in_the_middle_is_a_failure_of_the_stream()
    {
        await using (var server = new ChatServer(ChatServer.BrokenStream(Text("We op"))))
            Assert.Equal(ProviderStage.LlmStream, (await FailureAsync(server, retries: 0)).Stage);
        await using (var server = new ChatServer(ChatServer.Stream(Text("We op"))))
            Assert.Equal(ProviderStage.LlmStream, (await FailureAsync(server, retries: 0)).Stage);
        await using (var server = new ChatServer(ChatServer.Stream(Done)))
            Assert.Equal(ProviderStage.LlmFirstToken, (await FailureAsync(server, retries: 0)).Stage);
    }

    [Fact]
    public async Task Rubbish_in_the_stream_is_a_failure_and_no_crash()
    {
        await using var server = new ChatServer(ChatServer.Stream(Text("We"), "data: {broken\n\n", Done));
        Assert.Equal(ProviderStage.LlmStream, (await FailureAsync(server, retries: 0)).Stage);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_to_connect()
    {
        Uri endpoint;
        await using (var server = new ChatServer())
            endpoint = server.Endpoint;
        using var client = new OpenAiChatClient(new OpenAiOptions { Endpoint = endpoint, Retries = 0 });
        var failed = await Assert.ThrowsAsync<ProviderFailureException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")]));
        Assert.Equal(ProviderStage.LlmConnect, failed.Failure.Stage);
    }

    private static async Task<List<ChatResponseUpdate>> AskAsync(ChatServer server, int retries = 1)
    {
        using var client = new OpenAiChatClient(new OpenAiOptions { Endpoint = server.Endpoint, Retries = retries });
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
            updates.Add(update);
        return updates;
    }

    private static async Task<ProviderFailure> FailureAsync(ChatServer server, int retries) =>
        (await Assert.ThrowsAsync<ProviderFailureException>(() => AskAsync(server, retries))).Failure;
}
