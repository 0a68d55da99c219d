using System.Data.Common;

namespace Voxie.Admin.Storage;

/// <summary>Looks once a second whether another process (<c>voxie import</c>) has changed a kind of record, and has it read again if so.</summary>
/// <param name="what">For the log, such as <c>Trunks</c>.</param>
internal sealed partial class RevisionWatch(string what, IRevised record, TimeProvider time, ILogger<RevisionWatch> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await LookAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            if (await record.StoredRevisionAsync(cancellation) != record.Revision)
            {
                await record.ReloadAsync(cancellation);
                Reloaded(log, what, record.Revision);
            }
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            // Calls go on with what was seen last.
            Unreadable(log, what, error.Message);
        }
    }
}
