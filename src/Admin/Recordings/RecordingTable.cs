using System.Data.Common;
using Dapper;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>The rows of recordings.</summary>
internal sealed class RecordingTable(Database database)
{
    private const string Columns = "workspace_id, call_id, file, format, rate_hz, bytes, started_at, ended_at, stop_reason";

    /// <summary>A row that is there already stays.</summary>
    /// <exception cref="DbException">The database refuses.</exception>
    public async Task AddAsync(RecordingRow row, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync($"""
            INSERT INTO recordings ({Columns})
            VALUES (@Workspace, @CallId, @File, @Format, @RateHz, @Bytes, @StartedAt, @EndedAt, @StopReason)
            ON CONFLICT DO NOTHING
            """, new
        {
            row.Workspace, CallId = row.CallId.ToString(), row.File, Format = row.Format.ToString().ToLowerInvariant(), row.RateHz, row.Bytes,
            StartedAt = row.StartedAt.ToUnixTimeMilliseconds(), EndedAt = row.EndedAt.ToUnixTimeMilliseconds(), row.StopReason,
        });
    }

    /// <exception cref="DbException">The database refuses.</exception>
    public async Task<RecordingRow?> FindAsync(string workspace, Guid callId, CancellationToken cancellation) =>
        await QueryAsync("WHERE workspace_id = @workspace AND call_id = @id", new { workspace, id = callId.ToString() }, cancellation) is [var row, ..] ? row : null;

    /// <summary>Some of the recordings that ended before a time, oldest first.</summary>
    /// <exception cref="DbException">The database refuses.</exception>
    public Task<IReadOnlyList<RecordingRow>> EndedBeforeAsync(DateTimeOffset time, int most, CancellationToken cancellation) =>
        QueryAsync("WHERE ended_at < @time ORDER BY ended_at LIMIT @most", new { time = time.ToUnixTimeMilliseconds(), most }, cancellation);

    /// <exception cref="DbException">The database refuses.</exception>
    public async Task DeleteAsync(string workspace, Guid callId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("DELETE FROM recordings WHERE workspace_id = @workspace AND call_id = @id", new { workspace, id = callId.ToString() });
    }

    private async Task<IReadOnlyList<RecordingRow>> QueryAsync(string where, object parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Workspace, string CallId, string File, string Format, long RateHz, long Bytes, long StartedAt, long EndedAt, string? StopReason)>(
            $"SELECT {Columns} FROM recordings {where}", parameters);
        return [.. rows.Select(row => new RecordingRow(
            row.Workspace, Guid.Parse(row.CallId), row.File, Enum.Parse<RecordingFormat>(row.Format, ignoreCase: true), (int)row.RateHz, row.Bytes,
            DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.EndedAt), row.StopReason))];
    }
}
