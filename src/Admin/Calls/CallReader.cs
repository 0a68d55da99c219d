using System.Text.Json;
using Dapper;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>Reads the records of calls, live ones too (their events reach the database within a moment).</summary>
internal sealed class CallReader(Database database)
{
    private const string Columns = """
        call_id, leg_kind, direction, caller, callee, peer, reference, agent_id, agent_name, agent_version,
        started_at, answered_at, ended_at, end_code, end_side, end_detail, leg_report
        """;

    /// <summary>Newest first.</summary>
    /// <param name="limit">1 to 200.</param>
    public async Task<Page<CallView>> ListAsync(string workspace, CallFilter filter, CallCursor? cursor, int limit, CancellationToken cancellation)
    {
        var where = new List<string> { "workspace_id = @workspace" };
        void Add(bool wanted, string condition)
        {
            if (wanted)
            {
                where.Add(condition);
            }
        }
        Add(filter.Agent is not null, "agent_id = @Agent");
        Add(filter.From is not null, "caller = @From");
        Add(filter.To is not null, "callee = @To");
        Add(filter.Ended is true, "ended_at IS NOT NULL");
        Add(filter.Ended is false, "ended_at IS NULL");
        Add(filter.Answered is true, "answered_at IS NOT NULL");
        Add(filter.Answered is false, "answered_at IS NULL");
        Add(filter.After is not null, "started_at >= @after");
        Add(filter.Before is not null, "started_at < @before");
        Add(cursor is not null, "(started_at < @at OR (started_at = @at AND call_id < @id))");

        await using var connection = await database.OpenAsync(cancellation);
        var rows = (await connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM calls WHERE {string.Join(" AND ", where)} ORDER BY started_at DESC, call_id DESC LIMIT @take",
            new
            {
                workspace, filter.Agent, filter.From, filter.To, after = filter.After?.ToUnixTimeMilliseconds(), before = filter.Before?.ToUnixTimeMilliseconds(),
                at = cursor?.StartedAt, id = cursor?.CallId, take = limit + 1,
            })).AsList();
        var more = rows.Count > limit;
        var items = rows.Take(limit).ToList();
        return new Page<CallView>([.. items.Select(row => row.ToView())], more ? new CallCursor(items[^1].StartedAt, items[^1].CallId).ToString() : null);
    }

    public async Task<CallDetail?> FindAsync(string workspace, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var key = new { workspace, id = id.ToString() };
        if (await connection.QuerySingleOrDefaultAsync<Row>($"SELECT {Columns} FROM calls WHERE workspace_id = @workspace AND call_id = @id", key) is not { } row)
        {
            return null;
        }
        var turns = await connection.QueryAsync<TurnRow>("""
            SELECT turn_number, role, text, heard_text, started_at, ended_at, interrupted, latency
            FROM turns WHERE workspace_id = @workspace AND call_id = @id ORDER BY turn_number, event_number
            """, key);
        var notes = await connection.QueryAsync<(long At, string Kind, string Data)>(
            "SELECT at, kind, data FROM call_notes WHERE workspace_id = @workspace AND call_id = @id ORDER BY event_number", key);
        return row.ToDetail(
            [.. turns.Select(turn => turn.ToView())],
            [.. notes.Select(note => new NoteView(Time(note.At), note.Kind, Json<Dictionary<string, string>>(note.Data)!))]);
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static DateTimeOffset? Time(long? ms) => ms is { } at ? Time(at) : null;

    private static T? Json<T>(string? json) where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, ApiJson.Tolerant);

    // Words are written as the API shows them: snake_case.
    private static T Word<T>(string word) where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private sealed class TurnRow
    {
        public long TurnNumber { get; init; }
        public string Role { get; init; } = "";
        public string Text { get; init; } = "";
        public string HeardText { get; init; } = "";
        public long StartedAt { get; init; }
        public long EndedAt { get; init; }
        public long Interrupted { get; init; }
        public string? Latency { get; init; }

        public TurnView ToView() => new()
        {
            Number = (int)TurnNumber, Role = Word<TurnRole>(Role), Text = Text, HeardText = HeardText,
            StartedAt = Time(StartedAt), EndedAt = Time(EndedAt), Interrupted = Interrupted != 0, Latency = Json<TurnLatency>(Latency),
        };
    }

    private sealed class Row
    {
        public string CallId { get; init; } = "";
        public string LegKind { get; init; } = "";
        public string Direction { get; init; } = "";
        public string Caller { get; init; } = "";
        public string Callee { get; init; } = "";
        public string Peer { get; init; } = "";
        public string Reference { get; init; } = "";
        public string? AgentId { get; init; }
        public string? AgentName { get; init; }
        public long AgentVersion { get; init; }
        public long StartedAt { get; init; }
        public long? AnsweredAt { get; init; }
        public long? EndedAt { get; init; }
        public string? EndCode { get; init; }
        public string? EndSide { get; init; }
        public string? EndDetail { get; init; }
        public string? LegReport { get; init; }

        public CallView ToView() => ToDetail([], []).Summary();

        public CallDetail ToDetail(IReadOnlyList<TurnView> turns, IReadOnlyList<NoteView> notes) => new()
        {
            Id = Guid.Parse(CallId),
            State = EndedAt is not null ? CallState.Ended : AnsweredAt is not null ? CallState.Answered : CallState.Ringing,
            Kind = Word<LegKind>(LegKind), Direction = Word<CallDirection>(Direction), From = Caller, To = Callee, Peer = Peer, Reference = Reference,
            AgentId = AgentId, AgentName = AgentName, AgentVersion = (int)AgentVersion,
            StartedAt = Time(StartedAt), AnsweredAt = Time(AnsweredAt), EndedAt = Time(EndedAt),
            DurationSeconds = EndedAt is { } end ? AnsweredAt is { } answer ? Math.Max(0, end - answer) / 1000.0 : 0 : null,
            EndReason = EndCode is null || EndSide is null ? null : new CallEndReason(Word<EndCode>(EndCode), Word<EndSide>(EndSide), EndDetail),
            Leg = Json<LegReport>(LegReport), Turns = turns, Notes = notes,
        };
    }
}
