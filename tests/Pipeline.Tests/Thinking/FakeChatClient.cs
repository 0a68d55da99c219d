using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Voxie.Pipeline.Tests.Thinking;

/// <summary>A model that plays one script per request and keeps what it was asked.</summary>
internal sealed class FakeChatClient(params FakeChatClient.Step[][] scripts) : IChatClient
{
    internal abstract record Step;
    internal sealed record Text(string Delta) : Step;
    internal sealed record ToolCall(string Name, params (string Key, object? Value)[] Arguments) : Step;
    internal sealed record Stall : Step;
    internal sealed record Throw(Exception Exception) : Step;

    private int _requests;

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked.Add(([.. messages], options));
        foreach (var step in scripts[_requests++])
        {
            switch (step)
            {
                case Text text:
                    yield return new ChatResponseUpdate(ChatRole.Assistant, text.Delta);
                    break;
                case ToolCall call:
                    yield return new ChatResponseUpdate(ChatRole.Assistant,
                        [new FunctionCallContent($"id{_requests}", call.Name, call.Arguments.ToDictionary(static pair => pair.Key, static pair => pair.Value))]);
                    break;
                case Throw thrown:
                    throw thrown.Exception;
                default:
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    break;
            }
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("the generator streams");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
