namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// One thing at a time, in order, without a thread of its own: work runs at once on the posting thread when the strand is
/// idle, else on the thread that is busy with it. What happens to one call (messages from the receive loop, timers,
/// verbs from the call's loop) goes through one strand, so its state needs no lock and callbacks run outside of any.
/// </summary>
internal sealed class Strand
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private bool _running;

    /// <summary>Told of an exception in a piece of work, on the strand; the strand goes on.</summary>
    public Action<Exception>? Fault { get; set; }

    /// <summary>Any thread. Must not be called with a lock held: the work may run inside this call.</summary>
    public void Post(Action work)
    {
        lock (_lock)
        {
            _waiting.Enqueue(work);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        Drain();
    }

    /// <summary>Posts work and completes when it is done; an exception in it is the caller's.</summary>
    public Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    private void Drain()
    {
        while (true)
        {
            Action next;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out next!))
                {
                    _running = false;
                    return;
                }
            }

            try
            {
                next();
            }
            catch (Exception error)
            {
                Fault?.Invoke(error);
            }
        }
    }
}
