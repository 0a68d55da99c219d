using static Voxie.SipGateway.Dialogs.SessionTimerActions;
using static Voxie.SipGateway.Dialogs.SessionTimerInput;
using static Voxie.SipGateway.Dialogs.SessionTimerState;

namespace Voxie.SipGateway.Dialogs;

/// <summary>The session timer of one dialog (RFC 4028 7.4, 10).</summary>
internal static class SessionTimerMachine
{
    public static (SessionTimerState State, SessionTimerActions Actions) Step(SessionTimerState state, SessionTimerInput input) => (state, input) switch
    {
        (_, Ours) => (WeRefresh, StopTimers | StartRefresh | StartExpiry),
        (_, Theirs) => (PeerRefreshes, StopTimers | StartExpiry),
        (_, SessionTimerInput.None or Close) => (Off, StopTimers),
        (WeRefresh, RefreshDue) => (Refreshing, Refresh),
        (Refreshing, RefreshFailed) => (WeRefresh, StartRetry),
        (WeRefresh or Refreshing or PeerRefreshes, ExpiryDue) => (Off, StopTimers | Expire),
        _ => (state, SessionTimerActions.None),
    };

    /// <summary>RFC 4028 7.4: half the interval.</summary>
    public static TimeSpan RefreshAfter(uint seconds) => TimeSpan.FromSeconds(seconds / 2.0);

    /// <summary>RFC 4028 10: a little before the end, so that both sides' ends cross least: the smaller of 32 s and a third earlier.</summary>
    public static TimeSpan ExpiresAfter(uint seconds) => TimeSpan.FromSeconds(seconds - Math.Min(32.0, seconds / 3.0));

    /// <summary>Two more tries fit before the end.</summary>
    public static TimeSpan RetryAfter(uint seconds) => (ExpiresAfter(seconds) - RefreshAfter(seconds)) / 3;
}
