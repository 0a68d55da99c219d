namespace Voxie.Pipeline.Providers.Local;

/// <summary>The part of a job that knows its result.</summary>
internal sealed class SpeechJob<T> : SpeechJob
{
    private readonly SpeechPool _pool;
    private readonly Func<CancellationToken, T> _work;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _watch;

    private T? _value;
    private Exception? _error;

    // Continuations belong to the call, not to a niced thread.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SpeechJob(SpeechPool pool, SpeechWork kind, Func<CancellationToken, T> work, long queuedAt, CancellationToken cancellation)
        : base(kind, queuedAt)
    {
        (_pool, _work, _cancellation) = (pool, work, cancellation);
        // Cancelled before it stands in the queue: it stays there and ends at once when its turn comes.
        _watch = cancellation.UnsafeRegister(static state => ((SpeechJob<T>)state!).Cancel(), this);
    }

    public Task<T> Result => _result.Task;

    public override void Run()
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancellation, _pool.Stopping);
            _value = _work(either.Token);
        }
        catch (Exception e)
        {
            _error = e;
        }
        finally
        {
            Unwatch();
        }
    }

    public override void Tell()
    {
        if (_error is null) _result.TrySetResult(_value!);
        else if (_error is not OperationCanceledException) _result.TrySetException(_error);
        else _result.TrySetCanceled(_cancellation.IsCancellationRequested ? _cancellation : _pool.Stopping);
    }

    public override void Abandon()
    {
        _result.TrySetCanceled(_pool.Stopping);
        Unwatch();
    }

    // Not Dispose: it would wait for a Cancel in progress on another thread.
    public override void Unwatch() => _watch.Unregister();

    private void Cancel()
    {
        if (_pool.TryRemove(this)) _result.TrySetCanceled(_cancellation);
    }
}
