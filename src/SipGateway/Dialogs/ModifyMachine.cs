using static Voxie.SipGateway.Dialogs.ModifyActions;
using static Voxie.SipGateway.Dialogs.ModifyInput;
using static Voxie.SipGateway.Dialogs.ModifyState;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// Our own re-INVITE or UPDATE (RFC 3261 14.1, RFC 3311 5.1): sent when nothing of the peer's is open, again after a glare, and
/// a refusal leaves the session as it was.
/// </summary>
internal static class ModifyMachine
{
    public static (ModifyState State, ModifyActions Actions) Step(ModifyState state, ModifyInput input) => (state, input) switch
    {
        (Over, _) => (Over, None),
        (_, Close) => (Over, StopTimer),

        (Idle or Wanted, WantNow) => (Sent, Send),
        (Idle or Wanted, WantLater) => (Wanted, None),
        (Wanted, Free) => (Sent, Send),
        (Waiting, RetryDue) => (Wanted, None), // the shell looks whether it may go, and says so

        (Sent, Success) => (Idle, TellDone),
        (Sent, Glare) => (Waiting, Restore | WaitForGlare),
        (Sent, ComeAgain) => (Waiting, Restore | WaitAsTold),
        (Sent, IntervalTooSmall) => (Sent, Restore | Send),
        (Sent, DialogGone) => (Over, Restore | TellRefused | EndDialog),
        (Sent, Refused) => (Idle, Restore | TellRefused),
        _ => (state, None),
    };

    /// <summary>What a final response means; null: there was none.</summary>
    /// <param name="retryAfter">It says when to come again.</param>
    public static ModifyInput InputOf(int? status, bool retryAfter) => status switch
    {
        null or 408 or 481 => DialogGone,
        >= 200 and < 300 => Success,
        491 => Glare,
        422 => IntervalTooSmall,
        500 or 503 or 480 when retryAfter => ComeAgain,
        _ => Refused,
    };
}
