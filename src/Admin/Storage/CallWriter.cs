using System.Data.Common;
using System.Text.Json;
using Dapper;
using Voxie.Admin.Http;
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
        foreach (var line in lines)
        {
            await ApplyAsync(nodeId, line, connection, transaction);
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

    private static async Task ApplyAsync(string nodeId, JournalLine line, DbConnection connection, DbTransaction transaction)
    {
        var key = new { line.Workspace, CallId = line.CallId.ToString(), line.Number, At = Ms(line.At) };
        if (line.Admitted is { } admitted)
        {
            await connection.ExecuteAsync("""
                INSERT INTO calls (workspace_id, call_id, node_id, node_epoch, last_event, last_event_at, leg_kind, direction, caller, callee,
                    peer, reference, agent_id, agent_name, agent_version, started_at)
                VALUES (@Workspace, @CallId, @nodeId, @Epoch, @Number, @At, @Kind, @Direction, @From, @To,
                    @Peer, @Reference, @AgentId, @AgentName, @AgentVersion, @At)
                ON CONFLICT DO NOTHING
                """,
                new
                {
                    key.Workspace, key.CallId, nodeId, line.Epoch, key.Number, key.At, Kind = Word(admitted.Kind), Direction = Word(admitted.Direction),
                    admitted.From, admitted.To, admitted.Peer, admitted.Reference, admitted.AgentId, admitted.AgentName, admitted.AgentVersion,
                }, transaction);
            return;
        }
        var newer = await connection.ExecuteAsync("""
            UPDATE calls SET last_event = @Number, last_event_at = CASE WHEN last_event_at > @At THEN last_event_at ELSE @At END
            WHERE workspace_id = @Workspace AND call_id = @CallId AND last_event < @Number
            """, key, transaction);
        if (newer == 0)
        {
            return;
        }
        if (line.Answered is not null)
        {
            await connection.ExecuteAsync(
                "UPDATE calls SET answered_at = @At WHERE workspace_id = @Workspace AND call_id = @CallId", key, transaction);
        }
        else if (line.Turn is { } turn)
        {
            await connection.ExecuteAsync("""
                INSERT INTO turns (workspace_id, call_id, event_number, turn_number, role, text, heard_text, started_at, ended_at, interrupted, latency)
                VALUES (@Workspace, @CallId, @Number, @TurnNumber, @Role, @Text, @HeardText, @StartedAt, @EndedAt, @Interrupted, @Latency)
                """,
                new
                {
                    key.Workspace, key.CallId, key.Number, TurnNumber = turn.Number, Role = Word(turn.Role), turn.Text, turn.HeardText,
                    StartedAt = Ms(turn.StartedAt), EndedAt = Ms(turn.EndedAt), Interrupted = turn.Interrupted ? 1 : 0, Latency = Json(turn.Latency),
                }, transaction);
        }
        else if (line.Note is { } note)
        {
            await connection.ExecuteAsync("""
                INSERT INTO call_notes (workspace_id, call_id, event_number, at, kind, data) VALUES (@Workspace, @CallId, @Number, @At, @Kind, @Data)
                """, new { key.Workspace, key.CallId, key.Number, key.At, note.Kind, Data = Json(note.Data) }, transaction);
        }
        else if (line.Ended is { } ended)
        {
            await connection.ExecuteAsync("""
                UPDATE calls SET ended_at = @At, end_code = @Code, end_side = @Side, end_detail = @Detail, leg_report = @Report
                WHERE workspace_id = @Workspace AND call_id = @CallId AND ended_at IS NULL
                """,
                new
                {
                    key.Workspace, key.CallId, key.At, Code = Word(ended.Reason.Code), Side = Word(ended.Reason.Side), ended.Reason.Detail,
                    Report = Json(ended.Leg),
                }, transaction);
        }
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string? Json<T>(T? value) where T : class => value is null ? null : JsonSerializer.Serialize(value, ApiJson.Tolerant);
}
