using Voxie.Pipeline;

namespace Voxie.TestKit;

/// <summary>Runs speech work at once, on the caller's thread.</summary>
public sealed class InlineSpeechPool : ISpeechPool
{
    public Task<T> RunAsync<T>(SpeechWork kind, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            return Task.FromResult(work(cancellation));
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }
}
