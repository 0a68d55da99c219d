using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Journal;

/// <summary>
/// Closes, at start, the calls of this node's own earlier lives that have no end. Exactly once: their ends go through the
/// journal like any other, numbered after the last event, and a call that has an end is never open again.
/// </summary>
internal sealed partial class Recovery(NodeIdentity node, JournalWriter writer, Shipper shipper, CallWriter calls, ILogger<Recovery> log)
{
    /// <returns>Calls closed.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        // First all that the earlier lives wrote goes to the database, so that it alone says which calls are open.
        if (!await shipper.TryShipAsync(cancellation))
        {
            throw new StorageException("The database does not take what the last run left in the journal; see the log above.");
        }
        var open = await calls.OpenCallsAsync(node.Id, node.Epoch, cancellation);
        foreach (var call in open)
        {
            var end = new CallEnded(call.CallId, call.LastEventAt,
                new CallEndReason(EndCode.Crash, EndSide.Us, "The node stopped without ending the call; closed at its next start."), null);
            var line = new JournalLine(call.Workspace, call.CallId, call.LastEvent + 1, node.Epoch, Ended: end);
            if (writer.Append(line.ToBytes()) is { } failure)
            {
                throw new StorageException("The journal cannot be written: " + failure.Message, failure);
            }
        }
        if (open.Count > 0)
        {
            Closed(log, open.Count, node.Epoch);
            await shipper.TryShipAsync(cancellation);
        }
        return open.Count;
    }
}
