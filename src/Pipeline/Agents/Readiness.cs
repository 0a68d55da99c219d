using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>Waits for a provider while it rings, and says whose fault it is when it does not get ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(8);

    /// <exception cref="ConductorFailedException">It failed, or was not ready in time.</exception>
    public static async Task OfAsync(ProviderStage stage, Func<Task> connect, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await connect().WaitAsync(Within, time, cancellation);
        }
        catch (Exception known) when (known is ConductorFailedException || cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            throw Failed(stage, fault);
        }
    }

    public static ConductorFailedException Failed(ProviderStage stage, Exception? fault = null) =>
        new(new CallEndReason(EndCode.ProviderFailure, EndSide.Provider, $"{stage}: {fault?.GetType().Name ?? "no answer"}"), fault);
}
