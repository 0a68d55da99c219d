using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>Plays back what the line hears, through the same ring and clock as a conversation.</summary>
internal sealed class EchoConductor(ICallLeg leg) : IConductor
{
    // Room for a burst after a stall of the network; what is older than the backlog is skipped, so that the delay does not grow.
    private static readonly TimeSpan Capacity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Backlog = TimeSpan.FromMilliseconds(100);

    private readonly FrameRing _ring = new((int)(leg.RateHz * Capacity.TotalSeconds), (int)(leg.RateHz * Backlog.TotalSeconds));

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void Start()
    {
        leg.Listen(_ring);
        leg.Play(_ring);
    }

    public void StepAside()
    {
        leg.Play(null);
        leg.Listen(null);
    }

    public void StepBack(TransferReport report) => Start();

    public void Handle(CallEvent callEvent)
    {
        // An echo has no opinion.
    }

    public ValueTask DisposeAsync()
    {
        leg.Play(null);
        leg.Listen(null);
        return ValueTask.CompletedTask;
    }
}
