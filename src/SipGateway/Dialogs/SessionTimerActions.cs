namespace Voxie.SipGateway.Dialogs;

/// <summary>What the session timer's machine tells its shell to do.</summary>
[Flags]
internal enum SessionTimerActions
{
    None = 0,
    StopTimers = 1,
    /// <summary>Start both clocks anew: half the interval to the refresh, nearly all of it to the end.</summary>
    StartRefresh = 1 << 1,
    StartExpiry = 1 << 2,
    /// <summary>Try the refresh again before the end.</summary>
    StartRetry = 1 << 3,
    Refresh = 1 << 4,
    /// <summary>Hang up: nobody has refreshed.</summary>
    Expire = 1 << 5,
}
