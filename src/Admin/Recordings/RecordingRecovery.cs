using System.Data.Common;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Recordings;

/// <summary>Repairs, at start, what an earlier life of the node was recording when it was killed, and gives it its row.</summary>
internal sealed partial class RecordingRecovery(RecordingFiles files, RecordingTable table, ILogger<RecordingRecovery> log)
{
    private const string Reason = "The node stopped without ending the call.";

    /// <returns>Recordings repaired.</returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var repaired = 0;
        foreach (var name in files.Unsettled().ToList())
        {
            if (TryRepair(name) is not { } row)
            {
                continue;
            }
            await table.AddAsync(row, cancellation);
            files.Settle(name);
            Repaired(log, row.CallId, row.Bytes);
            repaired++;
        }
        return repaired;
    }

    private RecordingRow? TryRepair(string name)
    {
        if (!RecordingFiles.TryParse(name, out var callId, out var format))
        {
            return null;
        }
        try
        {
            // Before it is opened: the repair writes, too.
            var endedAt = files.WrittenAt(name);
            using var stream = files.Open(name, writable: true);
            if (RecordingRepair.Repair(stream, format) is { } found)
            {
                return new RecordingRow(
                    Database.DefaultWorkspace, callId, name, format, found.RateHz, stream.Length, endedAt - found.Length, endedAt, Reason);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RecordingKeyException or System.Security.Cryptography.CryptographicException)
        {
            // It stays as it is: with the right key the next start repairs it.
            NotRepaired(log, callId, error.Message);
            return null;
        }
        // Not even one block was written.
        files.Delete(name);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} repaired after a crash: {Bytes} bytes")]
    private static partial void Repaired(ILogger log, Guid callId, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording of call {CallId} cannot be repaired now: {Reason}")]
    private static partial void NotRepaired(ILogger log, Guid callId, string reason);
}
