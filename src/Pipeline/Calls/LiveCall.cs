namespace Voxie.Pipeline.Calls;

public enum LiveCallState { Ringing, Talking }

/// <summary>A call that is up, as it stood when asked for: an immutable picture.</summary>
/// <param name="Since">Admission.</param>
/// <param name="RecentTurns">The last turns, oldest first, at most <see cref="MaxRecentTurns"/>.</param>
public sealed record LiveCall(
    Guid Id, string AgentId, string AgentName, LegKind Kind, CallDirection Direction, string From, string To,
    DateTimeOffset Since, DateTimeOffset? AnsweredAt, LiveCallState State, IReadOnlyList<TurnRecord> RecentTurns)
{
    public const int MaxRecentTurns = 20;
}
