namespace Voxie.SipGateway.Dialogs;

/// <summary>What can happen to a transfer that we asked for.</summary>
internal enum ReferInput
{
    /// <summary>2xx to the REFER.</summary>
    Taken,
    /// <summary>2xx that says that nothing will be told (RFC 4488).</summary>
    TakenSilently,
    /// <summary>3xx to 6xx to the REFER.</summary>
    Refused,
    /// <summary>No answer to the REFER, or 408 or 481.</summary>
    Unanswered,
    /// <summary>NOTIFY: the target rings, or is being tried.</summary>
    Progress,
    /// <summary>NOTIFY: the target has answered.</summary>
    Success,
    /// <summary>NOTIFY: the target did not take the call.</summary>
    Failure,
    /// <summary>NOTIFY that ends the subscription without a final status.</summary>
    Ended,
    /// <summary>The peer hung up the call that is transferred.</summary>
    PeerLeft,
    /// <summary>We hang up the call, or it broke.</summary>
    Close,
    TimeoutDue,
}
