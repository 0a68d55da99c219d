using System.ComponentModel;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>A call as the API lists it.</summary>
internal record CallView
{
    public required Guid Id { get; init; }
    public required CallState State { get; init; }
    public required LegKind Kind { get; init; }
    public required CallDirection Direction { get; init; }
    [Description("Caller as signalled; never authenticated.")]
    public required string From { get; init; }
    [Description("Dialled user or number.")]
    public required string To { get; init; }
    public string? AgentId { get; init; }
    public string? AgentName { get; init; }
    public int AgentVersion { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    [Description("From the answer to the end; absent while the call is up.")]
    public double? DurationSeconds { get; init; }
    public CallEndReason? EndReason { get; init; }
}

/// <summary>A call with all that its record holds.</summary>
internal sealed record CallDetail : CallView
{
    [Description("Address of the other side's signalling.")]
    public required string Peer { get; init; }
    [Description("The line's own id at its peer, such as the SIP Call-ID.")]
    public required string Reference { get; init; }
    public required IReadOnlyList<TurnView> Turns { get; init; }
    public required IReadOnlyList<NoteView> Notes { get; init; }
    [Description("What the line was like; present once the call has ended.")]
    public LegReport? Leg { get; init; }

    /// <summary>Without the detail, as lists show it.</summary>
    public CallView Summary() => new()
    {
        Id = Id,
        State = State,
        Kind = Kind,
        Direction = Direction,
        From = From,
        To = To,
        AgentId = AgentId,
        AgentName = AgentName,
        AgentVersion = AgentVersion,
        StartedAt = StartedAt,
        AnsweredAt = AnsweredAt,
        EndedAt = EndedAt,
        DurationSeconds = DurationSeconds,
        EndReason = EndReason,
    };
}

internal sealed record TurnView
{
    public required int Number { get; init; }
    public required TurnRole Role { get; init; }
    [Description("Caller: the transcript. Agent: what was to be said.")]
    public required string Text { get; init; }
    [Description("What was really heard before an interruption.")]
    public required string HeardText { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required bool Interrupted { get; init; }
    [Description("The turn gap and its parts in milliseconds.")]
    public TurnLatency? Latency { get; init; }
}

internal sealed record NoteView(DateTimeOffset At, string Kind, IReadOnlyDictionary<string, string> Data);
