using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Calls;

public enum LiveCallState { Ringing, Talking }

/// <summary>A call that is up, as it stood when asked for: an immutable picture.</summary>
/// <param name="Agent">The version that the call began with.</param>
/// <param name="Since">Admission.</param>
/// <param name="RecentTurns">The last turns, oldest first, at most <see cref="MaxRecentTurns"/>.</param>
public sealed record LiveCall(
    Guid Id, AgentProfile Agent, LegKind Kind, CallDirection Direction, string From, string To,
    DateTimeOffset Since, DateTimeOffset? AnsweredAt, LiveCallState State, IReadOnlyList<TurnRecord> RecentTurns)
{
    public const int MaxRecentTurns = 20;
}
