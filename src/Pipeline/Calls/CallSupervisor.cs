namespace Voxie.Pipeline.Calls;

/// <summary>
/// Ends a call that does not end by itself: not answered in time, or up for too long. It stands outside the conductor and only
/// ever posts to the mailbox, so the call still ends in one place.
/// </summary>
#pragma warning disable CA1001 // The token source is left to the collector: a timer that fires while the call ends may still cancel it.
internal sealed class CallSupervisor
#pragma warning restore CA1001
{
    private readonly CallMailbox _mailbox;
    private readonly TimeSpan _maxDuration;
    private readonly TimeSpan _farewellWithin;
    private readonly CancellationTokenSource _opening = new();
    private readonly ITimer _timer;
    private CallEvent _verdict = new HangUpRequested(new CallEndReason(EndCode.NoAnswer, EndSide.Us, "not ready to answer in time"));
    private bool _answered;

    public CallSupervisor(TimeProvider time, CallMailbox mailbox, CallLimits limits, TimeSpan maxDuration)
    {
        _mailbox = mailbox;
        _maxDuration = maxDuration;
        _farewellWithin = limits.FarewellWithin;
        _timer = time.CreateTimer(static self => ((CallSupervisor)self!).Expire(), this, limits.AnswerWithin, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the call is to be over before it was answered: everything up to the answer takes it.</summary>
    public CancellationToken Opening => _opening.Token;

    /// <summary>The line is answered: from here on only the longest duration counts. Call's loop.</summary>
    public void Answered()
    {
        _answered = true;
        _verdict = new FarewellRequested(new CallEndReason(EndCode.MaxDuration, EndSide.Us));
        _timer.Change(_maxDuration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Two people talk now, without an agent: they have their own longest time. Call's loop.</summary>
    public void Bridged(TimeSpan longest) => _timer.Change(longest, Timeout.InfiniteTimeSpan);

    /// <summary>A goodbye is being said, and has only so long. Call's loop.</summary>
    public void Leaving(CallEndReason reason)
    {
        _verdict = new HangUpRequested(reason);
        _timer.Change(_farewellWithin, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops what is still being opened. Call's loop.</summary>
    public void Abandon() => _opening.Cancel();

    // Timer thread. The mail goes first: a loop that wakes by the cancellation finds the reason waiting.
    private void Expire()
    {
        _mailbox.Post(_verdict);
        if (!_answered) _opening.Cancel();
    }

    /// <summary>The call is over.</summary>
    public void Stop() => _timer.Dispose();
}
