using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class SpeechPoolTests : IDisposable
{
    private readonly SpeechPool _pool = new(TimeProvider.System, threads: 1, capacity: 8);
    private readonly ManualResetEventSlim _gate = new();

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Work_runs_on_a_thread_of_nice_10_and_gives_its_result()
    {
        var niceness = await _pool.RunAsync(SpeechWork.Recognise, _ => NativeThread.Niceness(), CancellationToken.None);
        Assert.Equal(10, niceness);
        Assert.NotEqual(10, NativeThread.Niceness());
    }

    [Fact]
    public void There_are_as_many_threads_as_cores()
    {
        using var pool = new SpeechPool(TimeProvider.System);
        Assert.Equal(Environment.ProcessorCount, pool.Threads);
    }

    [Fact]
    public async Task Urgent_work_goes_first_and_equals_keep_their_order()
    {
        var blocked = await BlockAsync();
        var order = new List<string>();
        var all = new[]
        {
            Note(SpeechWork.WarmUp, "warm"), Note(SpeechWork.SynthesiseNext, "go on"), Note(SpeechWork.Recognise, "hear 1"),
            Note(SpeechWork.Synthesise, "speak 1"), Note(SpeechWork.Recognise, "hear 2"), Note(SpeechWork.Synthesise, "speak 2"),
        };
        Assert.Equal(6, _pool.Load().Waiting);
        _gate.Set();
        await blocked;
        await Task.WhenAll(all);
        Assert.Equal(["speak 1", "speak 2", "hear 1", "hear 2", "go on", "warm"], order);

        Task Note(SpeechWork kind, string what) => _pool.RunAsync(kind, _ =>
        {
            order.Add(what);
            return true;
        }, CancellationToken.None);
    }

    [Fact]
    public async Task Work_cancelled_before_it_starts_never_runs()
    {
        var blocked = await BlockAsync();
        var ran = false;
        using var cancel = new CancellationTokenSource();
        var task = _pool.RunAsync(SpeechWork.Recognise, _ => ran = true, cancel.Token);
        cancel.Cancel();
        // Without waiting for the thread: it is out of the queue at once.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(0, _pool.Load().Waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _pool.RunAsync(SpeechWork.Recognise, _ => ran = true, cancel.Token));
        _gate.Set();
        await blocked;
        await _pool.RunAsync(SpeechWork.WarmUp, _ => true, CancellationToken.None);
        Assert.False(ran);
    }

    [Fact]
    public async Task Running_work_sees_its_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = _pool.RunAsync(SpeechWork.Recognise, token =>
        {
            started.SetResult();
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
            return true;
        }, cancel.Token);
        await started.Task;
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }

    [Fact]
    public async Task A_failure_is_the_works_own_and_the_thread_lives_on()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _pool.RunAsync<int>(SpeechWork.Recognise, _ => throw new InvalidOperationException("mine"), CancellationToken.None));
        Assert.Equal("mine", error.Message);
        Assert.Equal(3, await _pool.RunAsync(SpeechWork.Recognise, _ => 3, CancellationToken.None));
    }

    [Fact]
    public async Task The_queue_is_bounded()
    {
        var blocked = await BlockAsync();
        var waiting = Enumerable.Range(0, 8).Select(_ => _pool.RunAsync(SpeechWork.Synthesise, _ => true, CancellationToken.None)).ToArray();
        await Assert.ThrowsAsync<SpeechPoolFullException>(() => _pool.RunAsync(SpeechWork.Recognise, _ => true, CancellationToken.None));
        _gate.Set();
        await blocked;
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Disposal_cancels_what_waits_and_what_runs()
    {
        var pool = new SpeechPool(TimeProvider.System, threads: 1);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = pool.RunAsync(SpeechWork.Recognise, token =>
        {
            started.SetResult();
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
            return true;
        }, CancellationToken.None);
        await started.Task;
        var waiting = pool.RunAsync(SpeechWork.Recognise, _ => true, CancellationToken.None);
        pool.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RunAsync(SpeechWork.Recognise, _ => true, CancellationToken.None));
    }

    /// <summary>Keeps the only thread busy until the gate opens.</summary>
    private async Task<Task> BlockAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocked = _pool.RunAsync(SpeechWork.Recognise, _ =>
        {
            started.SetResult();
            _gate.Wait();
            return true;
        }, CancellationToken.None);
        await started.Task;
        return blocked;
    }
}
