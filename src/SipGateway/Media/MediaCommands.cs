using System.Collections.Concurrent;

namespace Voxie.SipGateway.Media;

/// <summary>A leg that comes or goes; <paramref name="Gone"/> completes when no media thread knows the leg any more.</summary>
internal readonly record struct MediaCommand(IClockedLeg Leg, TaskCompletionSource? Gone)
{
    public bool Adds => Gone is null;
}

/// <summary>
/// What other threads want of a media thread, applied by it between phases: legs never come or go under its feet.
/// </summary>
internal sealed class MediaCommands(WakeSignal wake, Action<MediaCommand> afterStop)
{
    private readonly ConcurrentQueue<MediaCommand> _queue = new();
    private volatile bool _stopped;

    public bool IsEmpty => _queue.IsEmpty;

    /// <summary>Any thread.</summary>
    public void Post(in MediaCommand command)
    {
        _queue.Enqueue(command);
        wake.Set();
        // Whoever sees the stop, poster or thread, empties the queue: nothing is left waiting.
        if (_stopped) Abandon();
    }

    /// <summary>The media thread only.</summary>
    public bool TryTake(out MediaCommand command) => _queue.TryDequeue(out command);

    /// <summary>The media thread's last act.</summary>
    public void Stop()
    {
        _stopped = true;
        Abandon();
    }

    private void Abandon()
    {
        while (_queue.TryDequeue(out var command)) afterStop(command);
    }
}
