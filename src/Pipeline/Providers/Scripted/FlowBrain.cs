using System.Runtime.CompilerServices;
using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Providers.Scripted;

/// <summary>
/// The keyless brain: runs a flow over the agent's knowledge. Call loop only. A reply that nobody heard (made early, or talked over
/// before its first word) has not happened: when the next turn comes and the history shows no new words of the agent, the state
/// before that reply counts.
/// </summary>
internal sealed class FlowBrain(FlowMachine machine) : IReplySource
{
    private FlowState _state = machine.Begin;
    private (FlowState State, int AgentTurns)? _before;

    public Task WarmAsync(CancellationToken cancellation)
    {
        // The first search is slow because code is compiled; a caller should not wait for that.
        machine.Hear(machine.Begin, new CallerTurn("When are you open, and what does it cost?"));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ReplyPart> ReplyAsync(CallerTurn turn, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        StepAsync(history, state => machine.Hear(state, turn), cancellation);

    public IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        StepAsync(history, state => machine.Silence(state, times), cancellation);

    public IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        StepAsync(history, state => machine.TransferFailed(state, TransferWords.Said(report)), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

#pragma warning disable CS1998 // Nothing is awaited: the machine answers at once.
    private async IAsyncEnumerable<ReplyPart> StepAsync(
        IReadOnlyList<HeardTurn> history, Func<FlowState, (FlowState State, IReadOnlyList<ReplyPart> Parts)> step, [EnumeratorCancellation] CancellationToken cancellation)
#pragma warning restore CS1998
    {
        var agentTurns = history.Count(static turn => turn.Role == TurnRole.Agent);
        if (history.Count > 0 && _before is { } before && before.AgentTurns == agentTurns)
            _state = before.State;
        _before = (_state, agentTurns);

        var (next, parts) = step(_state);
        _state = next;
        foreach (var part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return part;
        }
    }
}
