using System.Data.Common;
using Dapper;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary>
/// Agents in the database. Each save is a new immutable version; the row in <c>agents</c> points to the newest one.
/// A deleted agent keeps its versions, and its id is not given out again.
/// </summary>
internal sealed class AgentStore(Database database, TimeProvider time)
{
    private const string Current = """
        SELECT a.agent_id, a.version, v.body, a.created_at, a.updated_at
        FROM agents a JOIN agent_versions v ON v.workspace_id = a.workspace_id AND v.agent_id = a.agent_id AND v.version = a.version
        WHERE a.workspace_id = @workspace AND a.deleted_at IS NULL
        """;

    public async Task<IReadOnlyList<StoredAgent>> ListAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(Current + " ORDER BY a.agent_id", new { workspace });
        return [.. rows.Select(row => row.ToAgent())];
    }

    public async Task<StoredAgent?> FindAsync(string workspace, string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await FindAsync(connection, null, workspace, id);
    }

    /// <summary>A number that grows with every change to the workspace's agents.</summary>
    public async Task<long> RevisionAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(revision), 0) FROM agents WHERE workspace_id = @workspace", new { workspace });
    }

    /// <summary>Saves version 1 of a new agent.</summary>
    public async Task<AgentSaveResult> CreateAsync(string workspace, string id, AgentDocument document, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await StateAsync(connection, transaction, workspace, id) is not null)
        {
            return new AgentSaveResult(AgentSaveStatus.IdTaken);
        }
        return await WriteAsync(new Write(workspace, id, 1, document, AgentSource.Rest, null), connection, transaction, cancellation);
    }

    /// <summary>Saves the next version of an agent.</summary>
    /// <param name="expectedVersion">Version that the writer had seen; null: last writer wins.</param>
    public async Task<AgentSaveResult> SaveAsync(string workspace, string id, AgentDocument document, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, transaction, workspace, id) is not { } current)
        {
            return new AgentSaveResult(AgentSaveStatus.NotFound);
        }
        if (expectedVersion is { } expected && expected != current.Version)
        {
            return new AgentSaveResult(AgentSaveStatus.VersionConflict, current);
        }
        return await WriteAsync(new Write(workspace, id, current.Version + 1, document, AgentSource.Rest, null), connection, transaction, cancellation);
    }

    public async Task<AgentSaveResult> DeleteAsync(string workspace, string id, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, transaction, workspace, id) is not { } current)
        {
            return new AgentSaveResult(AgentSaveStatus.NotFound);
        }
        if (expectedVersion is { } expected && expected != current.Version)
        {
            return new AgentSaveResult(AgentSaveStatus.VersionConflict, current);
        }
        await connection.ExecuteAsync("""
            UPDATE agents SET deleted_at = @now, updated_at = @now, extension_key = NULL,
                revision = (SELECT MAX(revision) + 1 FROM agents WHERE workspace_id = @workspace)
            WHERE workspace_id = @workspace AND agent_id = @id
            """, new { workspace, id, now = Now() }, transaction);
        await transaction.CommitAsync(cancellation);
        return new AgentSaveResult(AgentSaveStatus.Saved, current);
    }

    /// <summary>Applies an agent file: as a new version when its hash is new and nobody has edited (or deleted) the agent since the last import.</summary>
    /// <param name="force">Apply even over an edit.</param>
    public async Task<AgentImportResult> ImportAsync(
        string workspace, string id, AgentDocument document, string hash, bool force, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var state = await StateAsync(connection, transaction, workspace, id);
        if (state is not null && !force)
        {
            if (state.ImportHash == hash)
            {
                return AgentImportResult.Unchanged;
            }
            if (state.DeletedAt is not null || state.Source != nameof(AgentSource.Import))
            {
                return AgentImportResult.KeptEdit;
            }
        }
        if (state is { DeletedAt: null, Source: nameof(AgentSource.Import) } && state.ImportHash == hash)
        {
            return AgentImportResult.Unchanged;
        }
        var write = new Write(workspace, id, (int)(state?.Version ?? 0) + 1, document, AgentSource.Import, hash);
        var result = await WriteAsync(write, connection, transaction, cancellation);
        return result.Status == AgentSaveStatus.Saved ? AgentImportResult.Applied : AgentImportResult.ExtensionTaken;
    }

    private async Task<AgentSaveResult> WriteAsync(Write write, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var extension = write.Document.Extension?.ToLowerInvariant();
        var owner = extension is null ? null : await connection.ExecuteScalarAsync<string?>(
            "SELECT agent_id FROM agents WHERE workspace_id = @Workspace AND extension_key = @extension AND agent_id <> @Id",
            new { write.Workspace, write.Id, extension }, transaction);
        if (owner is not null)
        {
            return new AgentSaveResult(AgentSaveStatus.ExtensionTaken);
        }
        var values = new
        {
            write.Workspace, write.Id, write.Version, write.ImportHash, extension,
            now = Now(), source = write.Source.ToString(), body = AgentJson.Write(write.Document),
        };
        await connection.ExecuteAsync("""
            INSERT INTO agent_versions (workspace_id, agent_id, version, source, body, saved_at)
            VALUES (@Workspace, @Id, @Version, @source, @body, @now)
            """, values, transaction);
        await connection.ExecuteAsync("""
            INSERT INTO agents (workspace_id, agent_id, version, revision, extension_key, import_hash, created_at, updated_at)
            VALUES (@Workspace, @Id, @Version, (SELECT COALESCE(MAX(revision), 0) + 1 FROM agents WHERE workspace_id = @Workspace),
                @extension, @ImportHash, @now, @now)
            ON CONFLICT (workspace_id, agent_id) DO UPDATE SET version = excluded.version, revision = excluded.revision,
                extension_key = excluded.extension_key, import_hash = COALESCE(excluded.import_hash, agents.import_hash),
                updated_at = excluded.updated_at, deleted_at = NULL
            """, values, transaction);
        var saved = await FindAsync(connection, transaction, write.Workspace, write.Id);
        await transaction.CommitAsync(cancellation);
        return new AgentSaveResult(AgentSaveStatus.Saved, saved);
    }

    private static async Task<StoredAgent?> FindAsync(DbConnection connection, DbTransaction? transaction, string workspace, string id) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(Current + " AND a.agent_id = @id", new { workspace, id }, transaction))?.ToAgent();

    private static Task<State?> StateAsync(DbConnection connection, DbTransaction transaction, string workspace, string id) =>
        connection.QuerySingleOrDefaultAsync<State>("""
            SELECT a.version, a.import_hash, a.deleted_at, v.source
            FROM agents a JOIN agent_versions v ON v.workspace_id = a.workspace_id AND v.agent_id = a.agent_id AND v.version = a.version
            WHERE a.workspace_id = @workspace AND a.agent_id = @id
            """, new { workspace, id }, transaction);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Write(string Workspace, string Id, int Version, AgentDocument Document, AgentSource Source, string? ImportHash);

    private sealed class State
    {
        public long Version { get; init; }
        public string? ImportHash { get; init; }
        public long? DeletedAt { get; init; }
        public string Source { get; init; } = "";
    }

    private sealed class Row
    {
        public string AgentId { get; init; } = "";
        public long Version { get; init; }
        public string Body { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }

        public StoredAgent ToAgent() => new(AgentId, (int)Version, AgentJson.Read(Body),
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
    }
}
