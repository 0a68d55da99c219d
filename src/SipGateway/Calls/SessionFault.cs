namespace Voxie.SipGateway.Calls;

/// <summary>Why a session cannot go on.</summary>
internal enum SessionFault
{
    /// <summary>An answer of ours was never acknowledged.</summary>
    NoAck,
    /// <summary>A reliable provisional response of ours was never acknowledged; the INVITE is refused.</summary>
    NoPrack,
    /// <summary>Offer and answer came to nothing.</summary>
    NoSession,
    /// <summary>The peer cannot be sent to.</summary>
    Unreachable,
    /// <summary>Nobody has refreshed the session in time (RFC 4028 10).</summary>
    Expired,
    /// <summary>The peer knows the dialog no more (408 or 481 to a request within it).</summary>
    Gone,
}
