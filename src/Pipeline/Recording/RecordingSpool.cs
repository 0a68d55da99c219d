using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.Pipeline.Recording;

/// <summary>
/// Blocks of one recording on their way from the listening thread to whoever writes them. Neither side waits for the other: when the
/// writer falls behind by more than a few seconds, the recording stops and says why; the call goes on. Blocks are used again.
/// </summary>
public sealed class RecordingSpool
{
    /// <summary>Seconds that a disk may keep us waiting.</summary>
    private const int MostSeconds = 10;
    private const int BlocksPerSecond = 2;

    private readonly ConcurrentQueue<RecordingBlock> _ready = new();
    private readonly ConcurrentQueue<RecordingBlock> _free = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<string>? _stopped;
    private string? _stopReason;
    private volatile bool _isComplete;
    private int _made;

    private readonly Action _completed;

    /// <param name="completed">Told when no more blocks come. Any thread; must return at once.</param>
    public RecordingSpool(RecordingOrder order, Action completed)
    {
        Order = order;
        _completed = completed;
        BlockFrames = order.RateHz / BlocksPerSecond;
    }

    public RecordingOrder Order { get; }

    public int BlockFrames { get; }

    /// <summary>Why it stopped before its time; null: it did not.</summary>
    public string? StopReason => Volatile.Read(ref _stopReason);

    /// <summary>No more blocks come.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Completes when all was written and the file is closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Told once, on any thread, when the recording stops before its time.</summary>
    internal void OnStopped(Action<string> stopped)
    {
        Volatile.Write(ref _stopped, stopped);
        if (StopReason is { } reason) Interlocked.Exchange(ref _stopped, null)?.Invoke(reason);
    }

    /// <summary>An empty block. Listening thread; allocates only while the writer has not yet given one back.</summary>
    /// <returns>False: the recording has stopped, or stops now because the writer is too slow.</returns>
    internal bool TryRent([NotNullWhen(true)] out RecordingBlock? block)
    {
        block = null;
        if (StopReason is not null) return false;
        if (_free.TryDequeue(out block)) return true;
        if (_made == MostSeconds * BlocksPerSecond)
        {
            Stop("The disk is too slow.");
            return false;
        }
        _made++;
        block = new RecordingBlock(BlockFrames);
        return true;
    }

    /// <summary>Listening thread; and the last ones by whoever ends the call.</summary>
    internal void Hand(RecordingBlock block) => _ready.Enqueue(block);

    /// <summary>No more blocks come.</summary>
    internal void Complete()
    {
        _isComplete = true;
        _completed();
    }

    /// <summary>The writer takes the next block.</summary>
    public bool TryTake([NotNullWhen(true)] out RecordingBlock? block) => _ready.TryDequeue(out block);

    /// <summary>The writer has written a block.</summary>
    public void GiveBack(RecordingBlock block)
    {
        block.All.Clear();
        _free.Enqueue(block);
    }

    /// <summary>Ends the recording here; what was written stays. The first reason counts. Any thread.</summary>
    public void Stop(string reason)
    {
        if (Interlocked.CompareExchange(ref _stopReason, reason, null) is null) Interlocked.Exchange(ref _stopped, null)?.Invoke(reason);
    }

    /// <summary>The writer is done: all is written, or nothing more will be.</summary>
    public void Close() => _closed.TrySetResult();
}
