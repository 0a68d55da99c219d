namespace Voxie.Pipeline.Calls;

/// <summary>
/// Where a call's record goes, in order, from one writer per call. Implementations return when the line survives
/// kill -9 (law 5 of the design) and never throw: a full disk is counted and logged, the call goes on.
/// </summary>
public interface ICallRecordSink
{
    void Admitted(CallAdmitted line);
    void Answered(CallAnswered line);
    void Turn(TurnRecord line);
    void Note(CallNote line);
    void Ended(CallEnded line);
}
