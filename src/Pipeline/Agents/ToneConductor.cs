using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>Plays a 600 Hz tone until the caller hangs up: what a line sends can be measured against it.</summary>
internal sealed class ToneConductor(ICallLeg leg) : IConductor
{
    private const int FrequencyHz = 600;

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void Start() => leg.Play(new ToneSource(leg.RateHz, FrequencyHz));

    public void StepAside() => leg.Play(null);

    public void StepBack(TransferReport report) => Start();

    public void Handle(CallEvent callEvent)
    {
        // Whatever happens on the line, the tone goes on.
    }

    public ValueTask DisposeAsync()
    {
        leg.Play(null);
        return ValueTask.CompletedTask;
    }
}
