using Voxie.SipGateway.Dialogs;

namespace Voxie.SipGateway.Calls;

/// <summary>The session timer of one dialog (RFC 4028) with its two clocks. Strand of its call only.</summary>
internal sealed class SessionTimer(Strand strand, TimeProvider time, Action refresh, Action expired)
{
    private SessionTimerState _state = SessionTimerState.Off;
    private ITimer? _refresh;
    private ITimer? _expiry;

    /// <summary>The interval in force; null: none.</summary>
    public AgreedInterval? Current { get; private set; }

    /// <summary>A 2xx to the INVITE or to a refresh, of either side, has said this.</summary>
    public void Agreed(AgreedInterval? interval)
    {
        Current = interval;
        Step(interval switch
        {
            null => SessionTimerInput.None,
            { WeRefresh: true } => SessionTimerInput.Ours,
            _ => SessionTimerInput.Theirs,
        });
    }

    /// <summary>Our refresh was refused, and the dialog stands.</summary>
    public void RefreshFailed() => Step(SessionTimerInput.RefreshFailed);

    public void Close() => Step(SessionTimerInput.Close);

    private void Step(SessionTimerInput input)
    {
        (_state, var actions) = SessionTimerMachine.Step(_state, input);
        if (actions.HasFlag(SessionTimerActions.StopTimers))
        {
            _refresh?.Dispose();
            _expiry?.Dispose();
            (_refresh, _expiry) = (null, null);
        }

        var seconds = Current?.Seconds ?? 0;
        if (actions.HasFlag(SessionTimerActions.StartRefresh))
        {
            _refresh = Start(SessionTimerInput.RefreshDue, SessionTimerMachine.RefreshAfter(seconds));
        }

        if (actions.HasFlag(SessionTimerActions.StartExpiry))
        {
            _expiry = Start(SessionTimerInput.ExpiryDue, SessionTimerMachine.ExpiresAfter(seconds));
        }

        if (actions.HasFlag(SessionTimerActions.StartRetry))
        {
            _refresh?.Change(SessionTimerMachine.RetryAfter(seconds), Timeout.InfiniteTimeSpan);
        }

        if (actions.HasFlag(SessionTimerActions.Refresh))
        {
            refresh();
        }

        if (actions.HasFlag(SessionTimerActions.Expire))
        {
            expired();
        }
    }

    private ITimer Start(SessionTimerInput due, TimeSpan after)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(_ => strand.Post(() =>
        {
            // A callback that was under way when its timer was replaced belongs to an interval that is over.
            if (timer == _refresh || timer == _expiry)
            {
                Step(due);
            }
        }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(after, Timeout.InfiniteTimeSpan);
        return timer;
    }
}
