using System.Collections.Immutable;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// One call in the directory. It stands in front of the record's sink: what the directory shows is what the record says.
/// Lines come from the call's loop; the picture is read on any thread.
/// </summary>
internal sealed class CallEntry(Guid id, ICallLeg leg, CallMailbox mailbox, AgentProfile agent, ICallRecordSink sink, CallDirectory directory, DateTimeOffset since)
    : ICallRecordSink
{
    private volatile LiveCall _picture = new(
        id, agent, leg.Info.Kind, leg.Info.Direction, leg.Info.From, leg.Info.To, since, null, LiveCallState.Ringing, []);

    public Guid Id => id;

    public LiveCall Picture => _picture;

    /// <summary>Set before the call runs; null: it is not recorded.</summary>
    public CallRecording? Recording { get; set; }

    public IReadOnlyList<CallArtifact> Artifacts() => leg.Artifacts();

    public bool StartCapture(long maxBytes) => leg.StartCapture(maxBytes);

    public void HangUp(CallEndReason reason) => mailbox.Post(new HangUpRequested(reason));

    public void BidFarewell(CallEndReason reason) => mailbox.Post(new FarewellRequested(reason));

    public void Command(CallCommand command)
    {
        if (!mailbox.TryPost(command)) command.Decline(over: true);
    }

    public void Admitted(CallAdmitted line)
    {
        sink.Admitted(line);
        Tell(new LiveCallChange(LiveCallChangeKind.Started, line.At, _picture));
    }

    public void Answered(CallAnswered line)
    {
        sink.Answered(line);
        _picture = _picture with { State = LiveCallState.Talking, AnsweredAt = line.At };
        Tell(new LiveCallChange(LiveCallChangeKind.Answered, line.At, _picture));
    }

    public void Turn(TurnRecord line)
    {
        sink.Turn(line);
        var turns = (ImmutableArray<TurnRecord>)[.. _picture.RecentTurns, line];
        _picture = _picture with { RecentTurns = turns.Length > LiveCall.MaxRecentTurns ? turns.RemoveAt(0) : turns };
        Tell(new LiveCallChange(LiveCallChangeKind.Turn, line.EndedAt, _picture, Turn: line));
    }

    public void Note(CallNote line)
    {
        sink.Note(line);
        Tell(new LiveCallChange(LiveCallChangeKind.Note, line.At, _picture, Note: line));
    }

    public void Ended(CallEnded line)
    {
        sink.Ended(line);
        Tell(new LiveCallChange(LiveCallChangeKind.Ended, line.At, _picture, EndReason: line.Reason));
    }

    private void Tell(LiveCallChange change) => directory.Tell(change);
}
