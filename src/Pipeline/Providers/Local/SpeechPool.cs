using System.Collections.Concurrent;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Law 3c: as many threads as cores, each at nice 10, so that speech work takes only what the media threads leave. Waiting work is
/// bounded; the work that is due first goes first (<see cref="Slack"/>). Work that was cancelled while waiting never runs. Thread-safe.
/// </summary>
/// <remarks>
/// Results are told by one more thread, of ordinary priority. A new thread inherits the nice value of the thread that starts it,
/// and whoever queues a continuation may make the thread pool start one: were that a speech thread, the thread pool would fill up
/// with niced threads, and with it the whole process would give way to its own speech work.
/// </remarks>
public sealed class SpeechPool : ISpeechPool, IDisposable
{
    /// <summary>Beyond this the answer would come too late for any call; admission stops long before.</summary>
    public const int DefaultCapacity = 128;

    private const int Niceness = 10;

    /// <summary>
    /// How long each kind may wait before it is as urgent as any. What follows the first words of an answer has the time that these
    /// take to be heard; unlike a strict order of kinds, a date makes sure that its turn comes.
    /// </summary>
    private static readonly TimeSpan[] Slack =
    [
        TimeSpan.Zero, // Synthesise
        TimeSpan.FromMilliseconds(100), // Recognise
        TimeSpan.FromMilliseconds(800), // SynthesiseNext
        TimeSpan.FromSeconds(10), // WarmUp
    ];

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly BlockingCollection<SpeechJob> _done = [];
    private readonly LinkedList<SpeechJob>[] _waiting;
    private readonly CancellationTokenSource _stop = new();
    private readonly SpeechLoadWindow _load;
    private readonly TimeProvider _time;
    private readonly Thread[] _threads;
    private readonly Thread _teller;
    private readonly int _capacity;
    private int _count;
    private bool _stopped;

    /// <param name="threads">0: one per core.</param>
    /// <param name="capacity">Most pieces of work that may wait.</param>
    public SpeechPool(TimeProvider time, int threads = 0, int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_time, _capacity) = (time, capacity);
        _load = new SpeechLoadWindow(time);
        _waiting = [.. Enum.GetValues<SpeechWork>().Select(_ => new LinkedList<SpeechJob>())];
        _teller = new Thread(TellResults) { IsBackground = true, Name = "speech-results" };
        _teller.Start();
        _threads = new Thread[threads > 0 ? threads : Environment.ProcessorCount];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"speech-{i}" };
            _threads[i].Start();
        }
    }

    public int Threads => _threads.Length;

    /// <returns>Faults with <see cref="SpeechPoolFullException"/> when too much work waits.</returns>
    public Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        var job = new SpeechJob<T>(this, kind, work, _time.GetTimestamp(), cancellation);
        if (TryAdd(job) is { } refusal)
        {
            job.Unwatch();
            return Task.FromException<T>(refusal);
        }
        return job.Result;
    }

    /// <summary>What the pool has had to do in the last ten seconds, and what waits now.</summary>
    public SpeechLoad Load()
    {
        int waiting;
        lock (_lock) waiting = _count;
        return _load.Read(_threads.Length, waiting);
    }

    /// <summary>Cancels what waits and what runs, and joins the threads.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_stopped) return;
            _stopped = true;
        }
        _stop.Cancel();
        while (TakeNext() is { } job) job.Abandon();
        foreach (var thread in _threads) thread.Join();
        _done.CompleteAdding();
        _teller.Join();
        _ready.Dispose();
        _done.Dispose();
    }

    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Takes a job out of the queue, whoever is first: a thread to run it, or its cancellation.</summary>
    internal bool TryRemove(SpeechJob job)
    {
        lock (_lock)
        {
            if (job.Place.List is null) return false;
            _waiting[(int)job.Kind].Remove(job.Place);
            _count--;
            return true;
        }
    }

    private Exception? TryAdd(SpeechJob job)
    {
        lock (_lock)
        {
            if (_stopped) return new ObjectDisposedException(nameof(SpeechPool));
            if (_count >= _capacity) return new SpeechPoolFullException(_capacity);
            _waiting[(int)job.Kind].AddLast(job.Place);
            _count++;
            _ready.Release();
            return null;
        }
    }

    private SpeechJob? TakeNext()
    {
        lock (_lock)
        {
            // Within a kind the first that came is due first.
            if (_waiting.Select(static list => list.First).OfType<LinkedListNode<SpeechJob>>().MinBy(DueAt) is not { } next) return null;
            _waiting[(int)next.Value.Kind].Remove(next);
            _count--;
            return next.Value;
        }
    }

    private double DueAt(LinkedListNode<SpeechJob> place) =>
        (place.Value.QueuedAt / (double)_time.TimestampFrequency) + Slack[(int)place.Value.Kind].TotalSeconds;

    // Speech thread.
    private void Work()
    {
        NativeThread.SetNiceness(Niceness);
        while (true)
        {
            try
            {
                _ready.Wait(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            // Nothing there: it was cancelled after its signal.
            if (TakeNext() is { } job) Run(job);
        }
    }

    private void Run(SpeechJob job)
    {
        var begun = _time.GetTimestamp();
        job.Run();
        _load.Add(waited: _time.GetElapsedTime(job.QueuedAt, begun), busy: _time.GetElapsedTime(begun));
        _done.Add(job);
    }

    private void TellResults()
    {
        foreach (var job in _done.GetConsumingEnumerable()) job.Tell();
    }
}
