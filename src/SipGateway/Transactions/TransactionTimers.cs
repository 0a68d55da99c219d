namespace Voxie.SipGateway.Transactions;

/// <summary>
/// The three timers of one transaction. All members but the callbacks are called under the transaction's lock. A callback
/// that was already under way when its timer was stopped still comes: the machine does not know its input any more.
/// </summary>
/// <param name="capped">Intervals grow to T2 at most.</param>
/// <param name="retransmitDue">Thread pool.</param>
/// <param name="timeoutDue">Thread pool.</param>
/// <param name="lingerDue">Thread pool.</param>
internal sealed class TransactionTimers(
    TransactionLayer layer, bool capped, Action retransmitDue, Action timeoutDue, Action lingerDue)
{
    private readonly SipTimers _values = layer.Timers;
    private ITimer? _retransmit;
    private ITimer? _timeout;
    private ITimer? _linger;
    private TimeSpan _interval;
    private bool _closed;

    /// <summary>Carries out the timer part of <paramref name="actions"/>.</summary>
    /// <param name="reliable">The transport retransmits by itself.</param>
    /// <param name="linger">What the linger timer takes in the state just entered.</param>
    public void Perform(TransactionActions actions, bool reliable, TimeSpan linger)
    {
        if (actions.HasFlag(TransactionActions.StopTimers) || actions.HasFlag(TransactionActions.StartLinger))
        {
            Stop(_retransmit);
            Stop(_timeout);
        }

        if (!reliable && (actions & (TransactionActions.StartRetransmit | TransactionActions.NextRetransmit | TransactionActions.RetransmitAtT2)) != 0)
        {
            _interval = actions.HasFlag(TransactionActions.StartRetransmit) ? _values.T1
                : actions.HasFlag(TransactionActions.NextRetransmit) ? _values.Next(_interval, capped)
                : _values.T2;
            Start(ref _retransmit, retransmitDue, _interval);
        }

        if (actions.HasFlag(TransactionActions.StartTimeout))
        {
            Start(ref _timeout, timeoutDue, _values.Timeout);
        }

        if (actions.HasFlag(TransactionActions.StartLinger))
        {
            Start(ref _linger, lingerDue, linger);
        }

        if (actions.HasFlag(TransactionActions.Terminate))
        {
            Close();
        }
    }

    public void Close()
    {
        _closed = true;
        _retransmit?.Dispose();
        _timeout?.Dispose();
        _linger?.Dispose();
    }

    private void Start(ref ITimer? timer, Action due, TimeSpan after)
    {
        if (_closed)
        {
            return;
        }

        timer ??= layer.Time.CreateTimer(static state => ((Action)state!)(), due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private static void Stop(ITimer? timer) => timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
