using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>A conductor that does what a test says, and tells what was asked of it.</summary>
public sealed class ScriptedConductor(Action<string> happened) : IConductor
{
    public Func<CancellationToken, Task> Prepare { get; set; } = static _ => Task.CompletedTask;
    public Action OnStart { get; set; } = static () => { };
    public Action<CallEvent> OnEvent { get; set; } = static _ => { };
    public Func<Task> OnDispose { get; set; } = static () => Task.CompletedTask;

    public Task PrepareAsync(CancellationToken cancellation)
    {
        happened("prepare");
        return Prepare(cancellation);
    }

    public void Start()
    {
        happened("start");
        OnStart();
    }

    public void Handle(CallEvent callEvent)
    {
        happened($"event {callEvent.GetType().Name}");
        OnEvent(callEvent);
    }

    public void StepAside() => happened("aside");

    public void StepBack(TransferReport report) => happened($"back {report.Result}");

    public async ValueTask DisposeAsync()
    {
        happened("let go");
        await OnDispose();
    }
}
