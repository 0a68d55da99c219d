namespace Voxie.Pipeline;

/// <summary>Speech work by how long it may wait for a thread.</summary>
public enum SpeechWork
{
    /// <summary>The first words of an answer: the caller hears silence, and has waited for the recognition before.</summary>
    Synthesise,

    /// <summary>What the caller has just said.</summary>
    Recognise,

    /// <summary>What follows words that are still being heard.</summary>
    SynthesiseNext,

    WarmUp,
}

/// <summary>
/// CPU-heavy speech work: a bounded set of niced threads (law 3c). Injected, so that tests run it inline or in virtual time.
/// </summary>
public interface ISpeechPool
{
    /// <summary>Runs <paramref name="work"/> on a pool thread. Cancelled before it starts: never runs.</summary>
    Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation);
}
