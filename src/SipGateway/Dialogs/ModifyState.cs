namespace Voxie.SipGateway.Dialogs;

/// <summary>Where a change of the session that we ask for stands.</summary>
internal enum ModifyState
{
    Idle,
    /// <summary>Wanted, but something of the peer's is open: one at a time.</summary>
    Wanted,
    /// <summary>Our re-INVITE or UPDATE is under way.</summary>
    Sent,
    /// <summary>It is to be sent again after a while.</summary>
    Waiting,
    Over,
}
