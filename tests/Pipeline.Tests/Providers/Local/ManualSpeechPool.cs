namespace Voxie.Pipeline.Tests.Providers.Local;

/// <summary>A pool that does the work only when the test says so, on the test's thread, in the order it came.</summary>
internal sealed class ManualSpeechPool : ISpeechPool
{
    private readonly Queue<(SpeechWork Kind, Action Run)> _waiting = [];

    /// <summary>Kinds of all work ever asked for.</summary>
    public List<SpeechWork> Asked { get; } = [];

    public int Waiting => _waiting.Count;

    /// <summary>Set: new work fails with it.</summary>
    public Exception? Refusal { get; set; }

    public Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        Asked.Add(kind);
        if (Refusal is not null) return Task.FromException<T>(Refusal);
        var result = new TaskCompletionSource<T>();
        cancellation.Register(() => result.TrySetCanceled(cancellation));
        _waiting.Enqueue((kind, () =>
        {
            if (result.Task.IsCompleted) return;
            try
            {
                result.TrySetResult(work(cancellation));
            }
            catch (Exception e)
            {
                result.TrySetException(e);
            }
        }));
        return result.Task;
    }

    public void RunNext() => _waiting.Dequeue().Run();

    public void RunAll()
    {
        while (_waiting.Count > 0) RunNext();
    }
}
