using System.Collections.Immutable;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>Where a conversation stands. Immutable: an answer that nobody heard is undone by keeping the state before it.</summary>
/// <param name="Waiting">Step that waits for the caller.</param>
internal sealed record FlowState(string Waiting)
{
    public ImmutableDictionary<string, string> Slots { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>How often each say step was said, so that its texts take turns.</summary>
    public ImmutableDictionary<string, int> Said { get; init; } = ImmutableDictionary<string, int>.Empty;
    /// <summary>Questions answered from knowledge.</summary>
    public int Answers { get; init; }
    /// <summary>Turns in a row that held nothing to search for.</summary>
    public int Unclear { get; init; }
    /// <summary>Failed tries at the waiting collect step.</summary>
    public int Tries { get; init; }
    /// <summary>The caller's last question that was about something, for "and on Saturday?".</summary>
    public string? LastQuestion { get; init; }
    /// <summary>Step to go on at when the caller cannot be connected; null: no transfer was begun.</summary>
    public string? TransferFailed { get; init; }
    /// <summary>What the agent said in its last turn.</summary>
    public ImmutableArray<string> LastSaid { get; init; } = [];
}
