namespace Voxie.TestKit;

/// <summary>
/// A world with one thread and its own time: everything that is ready runs, in order, and only then does the clock jump to the next
/// timer. The same body does the same things at the same instants every time.
/// </summary>
public sealed class VirtualTime : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly Lock _lock = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _foreign;

    private VirtualTime()
    {
    }

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>Time since the world began.</summary>
    public TimeSpan Now => Clock.Elapsed;

    /// <summary>Runs <paramref name="body"/> to its end.</summary>
    /// <param name="limit">Virtual time by which it must have ended; one hour when omitted.</param>
    /// <exception cref="TimeoutException">It has not, or nothing is left that could end it.</exception>
    /// <exception cref="InvalidOperationException">Something ran on another thread: the run could differ next time.</exception>
    public static void Run(Func<VirtualTime, Task> body, TimeSpan? limit = null)
    {
        var world = new VirtualTime();
        var before = Current;
        SetSynchronizationContext(world);
        try
        {
            world.RunToEnd(body, limit ?? TimeSpan.FromHours(1));
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Waits in virtual time.</summary>
    public Task Delay(TimeSpan span) => Task.Delay(span, Clock);

    /// <summary>Waits in virtual time.</summary>
    public Task Delay(double milliseconds) => Delay(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Waits in virtual time until something has become true, looking every 10 ms.</summary>
    public async Task Until(Func<bool> condition, double withinMilliseconds = 60_000)
    {
        var deadline = Now + TimeSpan.FromMilliseconds(withinMilliseconds);
        while (!condition())
        {
            if (Now >= deadline) throw new TimeoutException($"not true within {withinMilliseconds} ms");
            await Delay(10);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            _foreign |= Environment.CurrentManagedThreadId != _thread;
            _ready.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private void RunToEnd(Func<VirtualTime, Task> body, TimeSpan limit)
    {
        var running = body(this);
        while (true)
        {
            while (TryTake(out var work)) work.Callback(work.State);
            if (running.IsCompleted) break;
            if (Now > limit) throw new TimeoutException($"not ended after {limit} of virtual time");
            if (!Clock.AdvanceToNextTimer()) throw new TimeoutException("nothing is left to happen, and the body has not ended");
        }
        // Already complete: this only brings out its exception.
        running.GetAwaiter().GetResult();
        if (_foreign) throw new InvalidOperationException("work came from another thread: this run is not deterministic");
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
    {
        lock (_lock) return _ready.TryDequeue(out work);
    }
}
