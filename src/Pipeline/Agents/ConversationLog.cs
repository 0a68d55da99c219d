using System.Collections.Immutable;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>
/// The conversation as it was heard, on both sides: each turn goes to the record, and the history that a brain is given holds nothing
/// that the other side did not hear. Call's loop only.
/// </summary>
internal sealed class ConversationLog(Guid callId, ICallRecordSink record, CallClock clock)
{
    private ImmutableList<HeardTurn> _history = [];
    private int _turns;

    /// <summary>A picture: later turns do not change it.</summary>
    public IReadOnlyList<HeardTurn> History => _history;

    /// <summary>What the caller said since the agent was last heard; null: nothing.</summary>
    public string? Unanswered => _history is [.., { Role: TurnRole.Caller } last] ? last.Text : null;

    /// <param name="text">Transcript; empty when only keys were pressed.</param>
    public void CallerSaid(string text, string digits, TimeSpan began, TimeSpan ended)
    {
        var said = Join(text, digits);
        record.Turn(new TurnRecord(callId, _turns++, TurnRole.Caller, said, said, clock.Wall(began), clock.Wall(ended)));
        // The agent was not heard in between: for a brain this is one turn.
        _history = Unanswered is { } before
            ? _history.SetItem(_history.Count - 1, new HeardTurn(TurnRole.Caller, Join(before, said)))
            : _history.Add(new HeardTurn(TurnRole.Caller, said));
    }

    public void AgentSaid(SpokenTurn turn, TimeSpan began, TimeSpan ended, bool interrupted, TurnLatency? latency)
    {
        if (turn.Text.Length == 0) return;
        record.Turn(new TurnRecord(
            callId, _turns++, TurnRole.Agent, turn.Text, turn.Heard, clock.Wall(began), clock.Wall(ended), interrupted, latency));
        if (turn.Heard.Length > 0) _history = _history.Add(new HeardTurn(TurnRole.Agent, turn.Heard));
    }

    public void Note(string kind, IReadOnlyDictionary<string, string> data) => record.Note(new CallNote(callId, clock.Wall(clock.Now), kind, data));

    public void Failed(ProviderFailure failure) => Note("provider_failure", new Dictionary<string, string>
    {
        ["provider"] = failure.Provider,
        ["stage"] = failure.Stage.ToString(),
        ["detail"] = failure.Detail,
    });

    private static string Join(string one, string other) => one.Length == 0 ? other : other.Length == 0 ? one : $"{one} {other}";
}
