using System.Data.Common;
using System.Text.Json;
using Voxie.Admin.Http;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>
/// The statements that apply journal lines, for one transaction: made when first needed, each parsed once. A line whose event is not
/// newer than the call's last one changes nothing.
/// </summary>
internal sealed class CallStatements(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private const string OfCall = "WHERE workspace_id = @workspace AND call_id = @call AND last_event < @number";
    private const string LastEvent = "last_event = @number, last_event_at = CASE WHEN last_event_at > @at THEN last_event_at ELSE @at END";

    private readonly Dictionary<string, PreparedStatement> _prepared = [];

    public async Task ApplyAsync(string nodeId, JournalLine line, CancellationToken cancellation)
    {
        var (workspace, call, number, at) = (line.Workspace, line.CallId.ToString(), line.Number, Ms(line.At));
        switch (line)
        {
            case { Admitted: { } admitted }:
                await Of("""
                    INSERT INTO calls (workspace_id, call_id, node_id, node_epoch, last_event, last_event_at, leg_kind, direction, caller, callee,
                        peer, reference, agent_id, agent_name, agent_version, started_at)
                    VALUES (@workspace, @call, @node, @epoch, @number, @at, @kind, @direction, @from, @to,
                        @peer, @reference, @agent, @agent_name, @agent_version, @at)
                    ON CONFLICT DO NOTHING
                    """, "@workspace", "@call", "@node", "@epoch", "@number", "@at", "@kind", "@direction", "@from", "@to",
                    "@peer", "@reference", "@agent", "@agent_name", "@agent_version")
                    .RunAsync(cancellation, workspace, call, nodeId, line.Epoch, number, at, Word(admitted.Kind), Word(admitted.Direction), admitted.From, admitted.To,
                        admitted.Peer, admitted.Reference, admitted.AgentId, admitted.AgentName, admitted.AgentVersion);
                break;
            case { Answered: not null }:
                await Of($"UPDATE calls SET answered_at = @at, {LastEvent} {OfCall}", "@workspace", "@call", "@number", "@at")
                    .RunAsync(cancellation, workspace, call, number, at);
                break;
            case { Turn: { } turn } when await IsNewAsync(workspace, call, number, at, cancellation):
                await Of("""
                    INSERT INTO turns (workspace_id, call_id, event_number, turn_number, role, text, heard_text, started_at, ended_at, interrupted, latency)
                    VALUES (@workspace, @call, @number, @turn, @role, @text, @heard, @started, @ended, @interrupted, @latency)
                    """, "@workspace", "@call", "@number", "@turn", "@role", "@text", "@heard", "@started", "@ended", "@interrupted", "@latency")
                    .RunAsync(cancellation, workspace, call, number, turn.Number, Word(turn.Role), turn.Text, turn.HeardText, Ms(turn.StartedAt), Ms(turn.EndedAt),
                        turn.Interrupted ? 1 : 0, Json(turn.Latency));
                break;
            case { Note: { } note } when await IsNewAsync(workspace, call, number, at, cancellation):
                await Of("INSERT INTO call_notes (workspace_id, call_id, event_number, at, kind, data) VALUES (@workspace, @call, @number, @at, @kind, @data)",
                    "@workspace", "@call", "@number", "@at", "@kind", "@data").RunAsync(cancellation, workspace, call, number, at, note.Kind, Json(note.Data));
                break;
            case { Ended: { } ended }:
                await Of($"""
                    UPDATE calls SET ended_at = @at, end_code = @code, end_side = @side, end_detail = @detail, leg_report = @report, {LastEvent}
                    {OfCall} AND ended_at IS NULL
                    """, "@workspace", "@call", "@number", "@at", "@code", "@side", "@detail", "@report")
                    .RunAsync(cancellation, workspace, call, number, at, Word(ended.Reason.Code), Word(ended.Reason.Side), ended.Reason.Detail, Json(ended.Leg));
                break;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }
    }

    private async Task<bool> IsNewAsync(string workspace, string call, int number, long at, CancellationToken cancellation) =>
        await Of($"UPDATE calls SET {LastEvent} {OfCall}", "@workspace", "@call", "@number", "@at").RunAsync(cancellation, workspace, call, number, at) > 0;

    private PreparedStatement Of(string sql, params IReadOnlyList<string> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared.Add(sql, statement = new PreparedStatement(connection, transaction, sql, parameters));
        }
        return statement;
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string? Json<T>(T? value) where T : class => value is null ? null : JsonSerializer.Serialize(value, ApiJson.Tolerant);
}
