using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>
/// One enumeration of a reply, part by part into the mailbox. A brain serves one enumeration at a time: a run begins when the one
/// before it has let go.
/// </summary>
#pragma warning disable CA1001 // A source without timer or wait handle holds nothing to free, and a cut may come after the end.
internal sealed class ReplyRun(CallMailbox mailbox)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Done, cut or failed; never faults.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public void Start(Func<CancellationToken, IAsyncEnumerable<ReplyPart>> reply, Task before) => Completion = RunAsync(reply, before);

    /// <summary>The caller took the floor: no more parts are wanted.</summary>
    public void Cut() => _cut.Cancel();

    private async Task RunAsync(Func<CancellationToken, IAsyncEnumerable<ReplyPart>> reply, Task before)
    {
        Exception? fault = null;
        try
        {
            await before;
            await foreach (var part in reply(_cut.Token))
            {
                if (_cut.IsCancellationRequested) return;
                mailbox.Post(new ReplyPartArrived(this, part));
            }
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            fault = e;
        }
        mailbox.Post(new ReplyFinished(this, fault));
    }
}
