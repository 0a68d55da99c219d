namespace Voxie.Pipeline;

/// <summary>Urgent work goes first: recognition before synthesis before warming up.</summary>
public enum SpeechWork { Recognise, Synthesise, WarmUp }

/// <summary>
/// CPU-heavy speech work: a bounded set of niced threads (law 3c). Injected, so that tests run it inline or in virtual time.
/// </summary>
public interface ISpeechPool
{
    /// <summary>Runs <paramref name="work"/> on a pool thread. Cancelled before it starts: never runs.</summary>
    Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation);
}
