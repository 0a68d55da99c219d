namespace Voxie.TestKit;

/// <summary>
/// Time that stands still until a test moves it. Timers fire on the thread that calls <see cref="Advance"/>, in the order
/// in which they are due (ties: in the order in which they were set), each at its own virtual instant.
/// </summary>
public sealed class FakeTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<FakeTimer> _armed = new(Comparer<FakeTimer>.Create((a, b) => (a.Due, a.Order).CompareTo((b.Due, b.Order))));
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _elapsedTicks;
    private long _sequence;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _elapsedTicks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Time since this provider was made.</summary>
    public TimeSpan Elapsed => new(GetTimestamp());

    /// <summary>Timers that wait for their time: a leak check.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time forward by <paramref name="by"/>, firing every timer that falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        MoveTo(end);
    }

    /// <summary>Sets the wall clock on or back, as NTP may do. No time passes by it, and no timer falls due.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }
    }

    /// <summary>Jumps to the next timer and fires it.</summary>
    /// <returns>False: no timer is armed; time stands still.</returns>
    public bool AdvanceToNextTimer()
    {
        if (TakeDue(TimeSpan.MaxValue) is not { } timer)
        {
            return false;
        }

        timer.Fire();
        return true;
    }

    /// <summary>The instant of the next timer, or null.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
            {
                return First_NeedsLock()?.Due;
            }
        }
    }

    private FakeTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            var first = First_NeedsLock();
            if (first is null || first.Due > end)
            {
                return null;
            }

            MoveTo_NeedsLock(first.Due);
            first.Rearm_NeedsLock();
            return first;
        }
    }

    private FakeTimer? First_NeedsLock() => _armed.Min;

    private void MoveTo(TimeSpan elapsed)
    {
        lock (_lock)
        {
            MoveTo_NeedsLock(elapsed);
        }
    }

    private void MoveTo_NeedsLock(TimeSpan elapsed)
    {
        var step = elapsed.Ticks - _elapsedTicks;
        if (step > 0)
        {
            Interlocked.Add(ref _elapsedTicks, step);
            _now += new TimeSpan(step);
        }
    }

    private sealed class FakeTimer(FakeTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public TimeSpan Due { get; private set; }
        public long Order { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._armed.Remove(this);
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    Arm_NeedsLock(owner.Elapsed + dueTime);
                }

                return true;
            }
        }

        public void Rearm_NeedsLock()
        {
            owner._armed.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Arm_NeedsLock(Due + _period);
            }
        }

        private void Arm_NeedsLock(TimeSpan due)
        {
            Due = due;
            Order = ++owner._sequence; // never 0: a timer that was never armed stands for none in the set
            owner._armed.Add(this);
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                _disposed = true;
                owner._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
