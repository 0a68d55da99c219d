using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Voxie.Pipeline.Calls;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using FinishReason = OpenAI.Chat.ChatFinishReason;

namespace Voxie.Pipeline.Providers.OpenAI;

/// <summary>
/// <see cref="IChatClient"/> over the official OpenAI package: OpenAI and servers that speak its chat completions. Thread-safe;
/// one for the process. Failures come as <see cref="ProviderFailureException"/> with side and stage.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    public const string ProviderName = "openai";

    private readonly OpenAIClient _client;
    private readonly OpenAiOptions _options;

    public OpenAiChatClient(OpenAiOptions options)
    {
        _options = options;
        var clientOptions = new OpenAIClientOptions { RetryPolicy = new QuickRetryPolicy(Math.Clamp(options.Retries, 0, 3)) };
        if (options.Endpoint is not null)
            clientOptions.Endpoint = options.Endpoint;
        // The package insists on a key; a server that wants none ignores it.
        _client = new OpenAIClient(new ApiKeyCredential(string.IsNullOrEmpty(options.ApiKey) ? "none" : options.ApiKey), clientOptions);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var contents = new List<AIContent>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
            contents.AddRange(update.Contents);
        return new ChatResponse(new AiMessage(ChatRole.Assistant, contents));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AiMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tools = new ToolCallPieces();
        var begun = false;
        Microsoft.Extensions.AI.ChatFinishReason? finished = null;
        var stream = _client.GetChatClient(options?.ModelId ?? _options.Model).CompleteChatStreamingAsync(OpenAiMessages.From(messages, options), OpenAiMessages.From(options), cancellationToken);
        await using var updates = stream.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, begun, cancellationToken) is { } update)
        {
            begun = true;
            foreach (var piece in update.ToolCallUpdates)
                tools.Add(piece);
            if (update.FinishReason is { } reason)
                finished = Reason(reason);
            foreach (var part in update.ContentUpdate)
            {
                if (!string.IsNullOrEmpty(part.Text))
                    yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text);
            }
            // The usage chunk comes last, with no choices in it.
            if (update.Usage is { } usage)
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails
                {
                    InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount,
                })]);
        }
        if (finished is null)
            throw Failed(begun ? ProviderStage.LlmStream : ProviderStage.LlmFirstToken, "The stream ended before the answer was finished.", null);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. tools.Finish()]) { FinishReason = finished };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private async ValueTask<StreamingChatCompletionUpdate?> NextAsync(
        IAsyncEnumerator<StreamingChatCompletionUpdate> updates, bool begun, CancellationToken cancellation)
    {
        try
        {
            return await updates.MoveNextAsync() ? updates.Current : null;
        }
        catch (ClientResultException refused)
        {
            var side = refused.Status is 400 or 401 or 403 or 404 or 422 ? EndSide.Config : EndSide.Provider;
            var detail = refused.Status switch
            {
                0 => $"No connection to {Where}.",
                401 or 403 => $"{Where} refused the API key (HTTP {refused.Status}).",
                404 => $"{Where} does not know the model or the path (HTTP 404).",
                429 => $"{Where} refuses more requests for now, or the quota is used up (HTTP 429).",
                _ => $"{Where} answered HTTP {refused.Status}.",
            };
            throw Failed(begun ? ProviderStage.LlmStream : ProviderStage.LlmConnect, detail, refused, side);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Broken connections, malformed chunks and the package's own time-out: whatever the type, the stream is over.
            throw Failed(begun ? ProviderStage.LlmStream : exception is HttpRequestException ? ProviderStage.LlmConnect : ProviderStage.LlmFirstToken,
                $"{Where}: {exception.GetType().Name}.", exception);
        }
    }

    private string Where => _options.Endpoint?.Authority ?? "api.openai.com";

    private static ProviderFailureException Failed(ProviderStage stage, string detail, Exception? cause, EndSide side = EndSide.Provider) =>
        new(new ProviderFailure(ProviderName, stage, detail, side), cause);

    private static Microsoft.Extensions.AI.ChatFinishReason Reason(FinishReason reason) => reason switch
    {
        FinishReason.ToolCalls or FinishReason.FunctionCall => Microsoft.Extensions.AI.ChatFinishReason.ToolCalls,
        FinishReason.Length => Microsoft.Extensions.AI.ChatFinishReason.Length,
        FinishReason.ContentFilter => Microsoft.Extensions.AI.ChatFinishReason.ContentFilter,
        _ => Microsoft.Extensions.AI.ChatFinishReason.Stop,
    };
}
