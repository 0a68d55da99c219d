namespace Voxie.SipGateway.Dialogs;

/// <summary>Who keeps a session alive.</summary>
internal enum SessionTimerState
{
    /// <summary>No interval is agreed.</summary>
    Off,
    WeRefresh,
    /// <summary>Our refresh is under way.</summary>
    Refreshing,
    PeerRefreshes,
}
