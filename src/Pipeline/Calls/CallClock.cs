namespace Voxie.Pipeline.Calls;

/// <summary>One call's time: spans since its beginning, from the monotonic clock, and the wall time that belongs to them.</summary>
internal sealed class CallClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private readonly DateTimeOffset _began = time.GetUtcNow();

    public TimeSpan Now => Of(time.GetTimestamp());

    public TimeSpan Of(long timestamp) => time.GetElapsedTime(_origin, timestamp);

    /// <summary>Not touched by a clock that is set while the call is up: the turns of a record keep their order.</summary>
    public DateTimeOffset Wall(TimeSpan at) => _began + at;
}
