using static Voxie.Pipeline.Calls.TransferAction;
using static Voxie.Pipeline.Calls.TransferInput;
using static Voxie.Pipeline.Calls.TransferState;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// A transfer from the wish to its end: who is asked in which order, and when both lines are joined here instead. Pure. An input that
/// fits no row changes nothing.
/// </summary>
internal static class TransferMachine
{
    public static (TransferState State, TransferAction Action) Step(TransferState state, TransferInput input) => (state, input) switch
    {
        (Idle, AskPeer) => (Referring, Refer),
        (Idle, DialBlind) => (Dialling, Dial),
        (Idle, DialAttended) => (Consulting, Dial),

        (Referring, Taken) => (Over, Done),
        (Referring, Declined) => (Dialling, Dial), // it cannot: we can
        (Referring, Failed) => (Over, Fail),
        (Referring, CallerGone) => (Over, Fail),

        (Dialling, TargetAnswered) => (Over, Join),
        (Consulting, TargetAnswered) => (Replacing, Replace),
        (Dialling or Consulting, TargetGone) => (Over, Fail),
        (Dialling or Consulting, CallerGone) => (Over, GiveUp),

        (Replacing or ReplacingAlone, Taken) => (Over, Done),
        // The target is on the line and so is the caller: whatever the REFER came to, they can be joined.
        (Replacing, Declined or Failed) => (Over, Join),
        // RFC 3891 3: the target ends our line when somebody has taken our place in it, often before we are told that it went well.
        (Replacing, TargetGone) => (ReplacingAlone, None),
        (ReplacingAlone, Declined or Failed) => (Over, Fail),
        (Replacing or ReplacingAlone, CallerGone) => (Over, GiveUp),
        _ => (state, None),
    };

    /// <summary>What the outcome of a REFER means.</summary>
    public static TransferInput InputOf(TransferResult result) => result switch
    {
        TransferResult.Succeeded or TransferResult.Accepted => Taken,
        // Not now: the peer transfers us, or itself, already. Not allowed: the peer may not be asked to dial this; our own dialling has its own gate.
        TransferResult.Refused or TransferResult.NotAllowed or TransferResult.NotNow => Declined,
        TransferResult.LineGone => CallerGone,
        _ => Failed,
    };
}
