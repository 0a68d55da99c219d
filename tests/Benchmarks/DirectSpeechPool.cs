using Voxie.Pipeline;

namespace Voxie.Benchmarks;

/// <summary>At once and at ordinary priority: on a busy machine niced work would measure the machine.</summary>
internal sealed class DirectSpeechPool : ISpeechPool
{
    public Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation) =>
        Task.FromResult(work(cancellation));
}
