using System.Data.Common;
using Dapper;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>
/// Applies journal lines to the database. Idempotent: a call's row knows the number of the last event applied, and an event
/// that is not newer changes nothing.
/// </summary>
internal sealed class CallWriter(Database database)
{
    /// <summary>Applies the lines in one transaction: all of them or none.</summary>
    /// <exception cref="DbException">The database refuses; nothing was applied.</exception>
    public async Task ApplyAsync(string nodeId, IReadOnlyList<JournalLine> lines, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        using var statements = new CallStatements(connection, transaction);
        foreach (var line in lines)
        {
            await statements.ApplyAsync(nodeId, line, cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Calls of this node's earlier lives that have no end.</summary>
    public async Task<IReadOnlyList<OpenCall>> OpenCallsAsync(string nodeId, int beforeEpoch, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Workspace, string CallId, long LastEvent, long LastEventAt)>("""
            SELECT workspace_id, call_id, last_event, last_event_at FROM calls
            WHERE node_id = @nodeId AND node_epoch < @beforeEpoch AND ended_at IS NULL
            ORDER BY started_at, call_id
            """, new { nodeId, beforeEpoch });
        return [.. rows.Select(row => new OpenCall(
            row.Workspace, Guid.Parse(row.CallId), (int)row.LastEvent, DateTimeOffset.FromUnixTimeMilliseconds(row.LastEventAt)))];
    }
}
