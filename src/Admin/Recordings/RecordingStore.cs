using System.Data.Common;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Recordings;

/// <summary>Recordings that are kept: to be read, and to be deleted, by hand or when their time is up.</summary>
internal sealed partial class RecordingStore(RecordingFiles files, RecordingTable table, RecordingWriter writer, int retentionDays, TimeProvider time, ILogger<RecordingStore> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Is it still being written?</summary>
    public bool IsWriting(Guid callId) => writer.IsWriting(callId);

    /// <exception cref="DbException">The database cannot be read now.</exception>
    public Task<RecordingRow?> FindAsync(string workspace, Guid callId, CancellationToken cancellation) => table.FindAsync(workspace, callId, cancellation);

    /// <summary>Opens the plain bytes. The caller disposes the stream.</summary>
    /// <inheritdoc cref="RecordingFiles.Open(string, bool)"/>
    public Stream Open(RecordingRow row) => files.Open(row.File);

    /// <summary>Deletes file and row.</summary>
    /// <exception cref="IOException">The file cannot be deleted; its row stays.</exception>
    public async Task DeleteAsync(RecordingRow row, CancellationToken cancellation)
    {
        files.Delete(row.File);
        await table.DeleteAsync(row.Workspace, row.CallId, cancellation);
    }

    /// <summary>Deletes recordings whose time is up, once an hour, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (retentionDays == 0)
        {
            return;
        }
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ExpireAsync(cancellation);
            }
            catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
            {
                NotExpired(log, error.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Between, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Recordings deleted.</returns>
    internal async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        while (await table.EndedBeforeAsync(time.GetUtcNow().AddDays(-retentionDays), Batch, cancellation) is { Count: > 0 } old)
        {
            foreach (var row in old)
            {
                await DeleteAsync(row, cancellation);
                Expired(log, row.CallId, retentionDays);
            }
            deleted += old.Count;
        }
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} deleted: it was kept for {Days} days")]
    private static partial void Expired(ILogger log, Guid callId, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old recordings cannot be deleted now: {Reason}")]
    private static partial void NotExpired(ILogger log, string reason);
}
