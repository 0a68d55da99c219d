using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>The words of SIP for the end of a call, both ways. Pure.</summary>
internal static class LegOutcome
{
    /// <summary>Q.850 causes that blame the network between the two ends.</summary>
    private static readonly HashSet<int> NetworkCauses = [27, 31, 34, 38, 41, 42];

    /// <summary>Q.850: what we say ourselves where nothing else is known.</summary>
    private const int NormalClearing = 16;

    /// <summary>Of a Reason that is passed on.</summary>
    private const int LongestText = 128;

    /// <summary>Status that refuses a call which the agent's side ends before answering.</summary>
    public static int StatusFor(CallEndReason reason) => reason.Cause?.SipStatus is { } status ? PassedOn(status) : reason.Code switch
    {
        EndCode.Busy => 486,
        EndCode.Rejected when reason.Side == EndSide.Caller => 603,
        EndCode.Rejected => 503, // whoever is at fault, it is not the one that was dialled
        EndCode.ProviderFailure or EndCode.InternalError or EndCode.Shutdown => 503, // a proxy tries the next node
        _ => 480,
    };

    /// <summary>
    /// The status for a caller whose call came to nothing with <paramref name="status"/> on the other line: what speaks of the one that was
    /// called passes on, what speaks of our own request does not.
    /// </summary>
    public static int PassedOn(int status) => status switch
    {
        403 or 404 or 408 or 410 or 480 or 484 or 486 or 488 or 502 or 503 or 504 or 600 or 603 or 604 or 606 or 607 or 608 => status,
        401 or 407 => 503, // our password there: not the caller's matter
        >= 600 => 603,
        >= 500 => 500,
        _ => 480,
    };

    /// <summary>Reason header (RFC 3326) of our BYE, CANCEL or refusal: what the other line said, when there is one.</summary>
    public static string ReasonFor(CallEndReason reason)
    {
        if (reason.Cause?.Reason is { } passed)
        {
            return passed;
        }

        var (cause, text) = reason.Code switch
        {
            EndCode.MediaTimeout => (27, "No media"),
            EndCode.MediaKeys => (127, "No keys for the media"),
            EndCode.NoAck => (102, "No ACK"),
            EndCode.SessionExpired => (102, "Session expired"),
            EndCode.ProviderFailure or EndCode.InternalError => (41, "Temporary failure"),
            EndCode.NoAnswer => (19, "No answer"),
            EndCode.Shutdown => (31, "Going down"),
            EndCode.MaxDuration => (31, "Longest duration reached"),
            _ => (16, "Normal call clearing"),
        };
        return new ReasonHeader("Q.850", cause, text).ToString();
    }

    /// <summary>Why a peer ended an answered call.</summary>
    public static CallEndReason OfBye(SipRequest bye) => (bye.Headers.Reasons.Any(reason => reason is { Protocol: "Q.850", Cause: { } cause } && NetworkCauses.Contains(cause))
            ? new CallEndReason(EndCode.CallerHangup, EndSide.Carrier, "The network ended the call.")
            : CallEndReason.CallerHangup) with { Cause = CauseOf(null, bye) };

    /// <summary>The caller gave up.</summary>
    public static CallEndReason OfCancel(SipRequest cancel) =>
        new(EndCode.CallerCancelled, EndSide.Caller) { Cause = CauseOf(null, cancel) };

    /// <summary>Why our INVITE came to nothing.</summary>
    /// <param name="response">Null: none came.</param>
    public static CallEndReason OfRefusal(int status, SipResponse? response) =>
        OfRefusal(status) with { Cause = CauseOf(response is null ? null : status, response) };

    /// <summary>What a message says of an end, in a form that may be sent on; null: nothing, or just that somebody hung up.</summary>
    private static LineCause? CauseOf(int? status, SipMessage? message)
    {
        var reasons = (message?.Headers.Reasons ?? []).Where(static reason => reason.Protocol.ToUpperInvariant() is "Q.850" or "SIP" && reason.Cause != NormalClearing).Take(2)
            .Select(static reason => (reason with { Text = reason.Text?.Length > LongestText ? null : reason.Text }).ToString());
        var text = string.Join(", ", reasons);
        return status is null && text.Length == 0 ? null : new LineCause(status, text.Length == 0 ? null : text);
    }

    private static CallEndReason OfRefusal(int status) => status switch
    {
        486 or 600 => new CallEndReason(EndCode.Busy, EndSide.Caller, $"Busy (SIP {status})."),
        408 or 480 or 487 => new CallEndReason(EndCode.NoAnswer, EndSide.Caller, $"Not answered (SIP {status})."),
        >= 500 and < 600 => new CallEndReason(EndCode.Rejected, EndSide.Carrier, $"Not reachable (SIP {status})."),
        _ => new CallEndReason(EndCode.Rejected, EndSide.Caller, $"Refused (SIP {status})."),
    };

    /// <summary>Why a handshake for the keys of the media came to nothing.</summary>
    public static CallEndReason OfKeys(DtlsFault fault) => new(EndCode.MediaKeys, EndSide.Carrier, fault switch
    {
        DtlsFault.WrongCertificate => "The peer's DTLS certificate is not the one that its session description names.",
        DtlsFault.NoProfile => "The peer's DTLS handshake agrees on no SRTP profile.",
        DtlsFault.Refused => "The DTLS handshake for the media was refused.",
        _ => "The DTLS handshake for the media was not done in time.",
    });

    public static CallEndReason OfFault(SessionFault fault) => fault switch
    {
        SessionFault.NoAck => new CallEndReason(EndCode.NoAck, EndSide.Carrier, "The answer was never acknowledged."),
        SessionFault.NoPrack => new CallEndReason(EndCode.NoAck, EndSide.Carrier, "A reliable provisional response was never acknowledged."),
        SessionFault.Expired => new CallEndReason(EndCode.SessionExpired, EndSide.Carrier, "Nobody has refreshed the session in time."),
        SessionFault.Gone => new CallEndReason(EndCode.SessionExpired, EndSide.Carrier, "The peer knows the call no more."),
        SessionFault.NoSession => new CallEndReason(EndCode.Rejected, EndSide.Caller, "The peer's answer holds no usable session."),
        _ => new CallEndReason(EndCode.NoAck, EndSide.Carrier, "The peer cannot be reached."),
    };
}
