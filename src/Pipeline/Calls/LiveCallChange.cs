namespace Voxie.Pipeline.Calls;

public enum LiveCallChangeKind { Started, Answered, Turn, Note, Ended }

/// <summary>Something that watchers of live calls want to know.</summary>
/// <param name="Call">The call after the change.</param>
/// <param name="Turn">With <see cref="LiveCallChangeKind.Turn"/>.</param>
/// <param name="Note">With <see cref="LiveCallChangeKind.Note"/>.</param>
/// <param name="EndReason">With <see cref="LiveCallChangeKind.Ended"/>.</param>
public sealed record LiveCallChange(
    LiveCallChangeKind Kind, DateTimeOffset At, LiveCall Call, TurnRecord? Turn = null, CallNote? Note = null, CallEndReason? EndReason = null);
