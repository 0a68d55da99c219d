using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Thinking;

/// <summary>
/// Answers with a language model: streams it, gives each sentence as it ends, runs its tool calls, and turns a failure or a stall
/// into a <see cref="FailedPart"/>. One per call, call loop only.
/// </summary>
/// <param name="provider">Name for failures, as configured.</param>
internal sealed class ReplyGenerator(IChatClient client, string provider, AgentProfile profile, ReplyGeneratorOptions options, TimeProvider time) : IReplySource
{
    private const string Farewell = "Thank you for calling. Goodbye!";

    private readonly CallTools _tools = new(profile.Transfers);
    private readonly string _system = ModelPrompt.System(profile);

    public Task WarmAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<ReplyPart> ReplyAsync(CallerTurn turn, IReadOnlyList<HeardTurn> history, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var part in AnswerAsync(ModelPrompt.Conversation(turn, history, options.MaxHistoryTurns), cancellation))
            yield return part;
    }

    public async IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<ChatMessage> messages = [.. ModelPrompt.Conversation(new CallerTurn(""), history, options.MaxHistoryTurns), new ChatMessage(ChatRole.User, TransferWords.ForModel(report))];
        await foreach (var part in AnswerAsync(messages, cancellation))
            yield return part;
    }

    private async IAsyncEnumerable<ReplyPart> AnswerAsync(List<ChatMessage> messages, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var chatOptions = new ChatOptions { Instructions = _system, ModelId = profile.Model, Tools = [.. _tools.Functions] };
        var spoken = 0;
        for (var round = 0; round <= options.MaxToolRounds; round++)
        {
            var answer = new ModelAnswer(firstClause: spoken == 0);
            await foreach (var part in StreamAsync(messages, chatOptions, answer, cancellation))
            {
                if (part is SayPart say && (spoken += say.Text.Length) > options.MaxCharacters && spoken > say.Text.Length)
                    yield break;
                yield return part;
                if (part is FailedPart)
                    yield break;
            }
            if (answer.Calls.Count == 0)
            {
                if (spoken == 0)
                    yield return new FailedPart(new ProviderFailure(provider, ProviderStage.LlmFirstToken, "The model gave an empty answer."));
                yield break;
            }

            // All results follow the message that called, before anything else is said.
            messages.Add(answer.AsMessage());
            var results = new List<AIContent>();
            foreach (var call in answer.Calls)
            {
                var (result, effects) = await _tools.InvokeAsync(call, cancellation);
                results.Add(result);
                foreach (var effect in effects)
                {
                    if (effect is HangUpPart or TransferPart)
                    {
                        if (spoken == 0)
                            yield return new SayPart(effect is TransferPart transfer ? transfer.Entry.Announcement : Farewell);
                        yield return effect;
                        yield break;
                    }
                    yield return effect;
                }
            }
            messages.Add(new ChatMessage(ChatRole.Tool, results));
        }
        if (spoken == 0)
            yield return new FailedPart(new ProviderFailure(provider, ProviderStage.LlmStream, $"The model called tools {options.MaxToolRounds + 1} times in a row without an answer."));
    }

#pragma warning disable CS1998 // A prompt needs no model, so nothing is awaited.
    public async IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, [EnumeratorCancellation] CancellationToken cancellation)
#pragma warning restore CS1998
    {
        if (times > profile.Limits.MaxReprompts)
        {
            yield return new SayPart("I can't hear you, so I'll hang up now. Goodbye!");
            yield return new HangUpPart();
        }
        else
        {
            yield return new SayPart(times == 1 ? "Are you still there?" : "I'm afraid I can't hear you. Please tell me how I can help.");
        }
    }

    /// <summary>One request: sentences as they end; tool calls and the whole text are left in <paramref name="answer"/>.</summary>
    private async IAsyncEnumerable<ReplyPart> StreamAsync(
        List<ChatMessage> messages, ChatOptions chatOptions, ModelAnswer answer, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.FirstToken, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        await using var updates = client.GetStreamingResponseAsync(messages, chatOptions, either.Token).GetAsyncEnumerator(either.Token);
        while (true)
        {
            var (update, failure) = await NextAsync(updates, answer.Begun, cancellation);
            if (failure is not null)
            {
                foreach (var sentence in answer.Finish())
                    yield return sentence;
                yield return new FailedPart(failure);
                yield break;
            }
            if (update is null)
                break;
            deadline.CancelAfter(options.BetweenTokens);
            foreach (var sentence in answer.Add(update))
                yield return sentence;
        }
        foreach (var sentence in answer.Finish())
            yield return sentence;
    }

    private async ValueTask<(ChatResponseUpdate? Update, ProviderFailure? Failure)> NextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, bool begun, CancellationToken cancellation)
    {
        var stage = begun ? ProviderStage.LlmStream : ProviderStage.LlmFirstToken;
        try
        {
            return (await updates.MoveNextAsync() ? updates.Current : null, null);
        }
        catch (ProviderFailureException failed)
        {
            return (null, failed.Failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var limit = begun ? options.BetweenTokens : options.FirstToken;
            return (null, new ProviderFailure(provider, stage, $"Nothing came for {limit.TotalSeconds:0.#} s."));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (null, new ProviderFailure(provider, stage, exception.GetType().Name));
        }
    }
}
