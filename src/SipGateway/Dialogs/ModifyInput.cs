namespace Voxie.SipGateway.Dialogs;

/// <summary>What can happen to a change of the session that we ask for.</summary>
internal enum ModifyInput
{
    /// <summary>Asked for, and nothing hinders.</summary>
    WantNow,
    /// <summary>Asked for, but something of the peer's is open.</summary>
    WantLater,
    /// <summary>Nothing of the peer's is open any more.</summary>
    Free,
    RetryDue,
    Success,
    /// <summary>491.</summary>
    Glare,
    /// <summary>500 or 503 that says when to come again.</summary>
    ComeAgain,
    /// <summary>422: the interval that we asked for is too short.</summary>
    IntervalTooSmall,
    /// <summary>408 or 481, or no answer at all (RFC 3261 12.2.1.2).</summary>
    DialogGone,
    /// <summary>Any other refusal.</summary>
    Refused,
    Close,
}
