namespace Voxie.Pipeline.Calls;

/// <summary>
/// A timer that rings in the call's mailbox. Set, stopped and read on the call's loop; a ring that was overtaken by a later
/// <see cref="Set"/> or <see cref="Stop"/> is known by <see cref="Rings"/> and not acted upon.
/// </summary>
internal sealed class MailTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _setAt;
    private TimeSpan _after;

    public MailTimer(TimeProvider time, CallMailbox mailbox)
    {
        _time = time;
        _timer = time.CreateTimer(_ => mailbox.Post(new TimerRang(this)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsSet => _setAt is not null;

    /// <summary>Rings once, <paramref name="after"/> from now; replaces what was set before.</summary>
    public void Set(TimeSpan after)
    {
        _setAt = _time.GetTimestamp();
        _after = after;
        Arm(after);
    }

    public void Stop()
    {
        _setAt = null;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True, once, when this is the ring that was set last.</summary>
    public bool Rings(TimerRang rang)
    {
        if (rang.Timer != this || _setAt is not { } setAt) return false;
        var left = _after - _time.GetElapsedTime(setAt);
        if (left > TimeSpan.Zero)
        {
            Arm(left);
            return false;
        }
        _setAt = null;
        return true;
    }

    public void Dispose() => _timer.Dispose();

    // Whole milliseconds, rounded up: a system timer drops the fraction and would ring early.
    private void Arm(TimeSpan after) =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, after.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
}
