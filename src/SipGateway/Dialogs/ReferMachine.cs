using static Voxie.SipGateway.Dialogs.ReferInput;
using static Voxie.SipGateway.Dialogs.ReferState;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// A REFER of ours and the subscription that it implies (RFC 3515 2.4). A NOTIFY may overtake the 2xx (2.4.4), and some PBXs hang
/// up instead of telling the end.
/// </summary>
internal static class ReferMachine
{
    public static (ReferState State, ReferVerdict Verdict) Step(ReferState state, ReferInput input) => (state, input) switch
    {
        (Over, _) => (Over, ReferVerdict.Open),
        (Sent, Taken) => (ReferState.Accepted, ReferVerdict.GoesOn),
        (Sent, TakenSilently) => (Over, ReferVerdict.Accepted),
        (Sent, Refused) => (Over, ReferVerdict.Refused),
        (Sent, Unanswered) => (Over, ReferVerdict.TimedOut),
        (_, Progress) => (state, ReferVerdict.GoesOn),
        (_, Success) => (Over, ReferVerdict.Succeeded),
        (_, Failure) => (Over, ReferVerdict.Failed),
        (_, Ended) => (Over, ReferVerdict.Accepted),
        (ReferState.Accepted, PeerLeft) => (Over, ReferVerdict.Accepted),
        (Sent, PeerLeft) => (Over, ReferVerdict.Gone),
        (_, Close) => (Over, ReferVerdict.Gone),
        (_, TimeoutDue) => (Over, ReferVerdict.TimedOut),
        _ => (state, ReferVerdict.Open),
    };

    /// <summary>What a final response to the REFER means.</summary>
    /// <param name="silent">It says <c>Refer-Sub: false</c>.</param>
    public static ReferInput InputOf(int? status, bool silent) => status switch
    {
        null or 408 or 481 => Unanswered,
        >= 200 and < 300 => silent ? TakenSilently : Taken,
        _ => Refused,
    };

    /// <summary>What a NOTIFY means.</summary>
    /// <param name="status">Of its sipfrag; null: it has none.</param>
    /// <param name="terminated">It ends the subscription.</param>
    public static ReferInput InputOfNotify(int? status, bool terminated) => status switch
    {
        >= 200 and < 300 => Success,
        >= 300 => Failure,
        _ => terminated ? Ended : Progress,
    };
}
