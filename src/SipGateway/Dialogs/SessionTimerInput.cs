namespace Voxie.SipGateway.Dialogs;

/// <summary>What can happen to a session timer.</summary>
internal enum SessionTimerInput
{
    /// <summary>A 2xx has said that we refresh.</summary>
    Ours,
    /// <summary>A 2xx has said that the peer refreshes.</summary>
    Theirs,
    /// <summary>A 2xx has said nothing: there is no timer any more (RFC 4028 7.2, 9).</summary>
    None,
    RefreshDue,
    /// <summary>A refresh of ours was refused, and the dialog stands.</summary>
    RefreshFailed,
    ExpiryDue,
    Close,
}
