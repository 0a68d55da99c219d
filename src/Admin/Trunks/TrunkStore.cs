using System.Data.Common;
using System.Text.Json;
using Dapper;
using Voxie.Admin.Http;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <summary>
/// Trunks in the database. Each save is a new immutable version with its passwords sealed; the row in <c>trunks</c> points to the
/// newest one. A deleted trunk keeps its versions, and its id is not given out again.
/// </summary>
internal sealed class TrunkStore(Database database, SecretSeal seal, TimeProvider time)
{
    private const string Import = "import";
    private const string Rest = "rest";
    private const string Current = """
        SELECT t.trunk_id, t.version, v.body, t.created_at, t.updated_at
        FROM trunks t JOIN trunk_versions v ON v.workspace_id = t.workspace_id AND v.trunk_id = t.trunk_id AND v.version = t.version
        WHERE t.workspace_id = @workspace AND t.deleted_at IS NULL
        """;

    public Task<IReadOnlyList<StoredTrunk>> ListAsync(string workspace, CancellationToken cancellation) => ListAsync(database, workspace, cancellation);

    /// <summary>The same without a key: for those who need no passwords.</summary>
    public static async Task<IReadOnlyList<StoredTrunk>> ListAsync(Database database, string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(Current + " ORDER BY t.trunk_id", new { workspace });
        return [.. rows.Select(row => row.ToTrunk())];
    }

    public async Task<StoredTrunk?> FindAsync(string workspace, string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await FindAsync(connection, null, workspace, id);
    }

    /// <summary>A number that grows with every change to the workspace's trunks.</summary>
    public async Task<long> RevisionAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(revision), 0) FROM trunks WHERE workspace_id = @workspace", new { workspace });
    }

    /// <summary>Saves version 1 of a new trunk.</summary>
    public async Task<TrunkSaveResult> CreateAsync(string workspace, string id, TrunkDocument document, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        return await StateAsync(connection, transaction, workspace, id) is not null
            ? new TrunkSaveResult(SaveStatus.IdTaken)
            : await WriteAsync(new Write(workspace, id, 1, document, Rest, null, null), connection, transaction, cancellation);
    }

    /// <summary>Saves the next version of a trunk. A masked password stands for the one that is kept.</summary>
    /// <param name="expectedVersion">Version that the writer had seen; null: last writer wins.</param>
    public async Task<TrunkSaveResult> SaveAsync(string workspace, string id, TrunkDocument document, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, transaction, workspace, id) is not { } current)
        {
            return new TrunkSaveResult(SaveStatus.NotFound);
        }
        if (expectedVersion is { } expected && expected != current.Version)
        {
            return new TrunkSaveResult(SaveStatus.VersionConflict, current);
        }
        var write = new Write(workspace, id, current.Version + 1, document, Rest, null, current.Document);
        return await WriteAsync(write, connection, transaction, cancellation);
    }

    public async Task<TrunkSaveResult> DeleteAsync(string workspace, string id, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await FindAsync(connection, transaction, workspace, id) is not { } current)
        {
            return new TrunkSaveResult(SaveStatus.NotFound);
        }
        if (expectedVersion is { } expected && expected != current.Version)
        {
            return new TrunkSaveResult(SaveStatus.VersionConflict, current);
        }
        await connection.ExecuteAsync("""
            UPDATE trunks SET deleted_at = @now, updated_at = @now,
                revision = (SELECT MAX(revision) + 1 FROM trunks WHERE workspace_id = @workspace)
            WHERE workspace_id = @workspace AND trunk_id = @id
            """, new { workspace, id, now = Now() }, transaction);
        await transaction.CommitAsync(cancellation);
        return new TrunkSaveResult(SaveStatus.Saved, current);
    }

    /// <summary>Applies a trunk file: as a new version when its hash is new and nobody has edited (or deleted) the trunk since the last import.</summary>
    /// <param name="force">Apply even over an edit.</param>
    public async Task<ImportResult> ImportAsync(string workspace, string id, TrunkDocument document, string hash, bool force, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var state = await StateAsync(connection, transaction, workspace, id);
        var isTheFile = state is { DeletedAt: null, Source: Import } && state.ImportHash == hash;
        if (isTheFile || (state is not null && !force && state.ImportHash == hash))
        {
            return ImportResult.Unchanged;
        }
        if (state is not null && !force && (state.DeletedAt is not null || state.Source != Import))
        {
            return ImportResult.KeptEdit;
        }
        var write = new Write(workspace, id, (int)(state?.Version ?? 0) + 1, document, Import, hash, null);
        await WriteAsync(write, connection, transaction, cancellation);
        return ImportResult.Applied;
    }

    private async Task<TrunkSaveResult> WriteAsync(Write write, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(TrunkSecrets.Sealed(write.Document, write.Id, write.Kept, seal), ApiJson.Options);
        var values = new { write.Workspace, write.Id, write.Version, write.ImportHash, now = Now(), write.Source, body };
        await connection.ExecuteAsync("""
            INSERT INTO trunk_versions (workspace_id, trunk_id, version, source, body, saved_at)
            VALUES (@Workspace, @Id, @Version, @Source, @body, @now)
            """, values, transaction);
        await connection.ExecuteAsync("""
            INSERT INTO trunks (workspace_id, trunk_id, version, revision, import_hash, created_at, updated_at)
            VALUES (@Workspace, @Id, @Version, (SELECT COALESCE(MAX(revision), 0) + 1 FROM trunks WHERE workspace_id = @Workspace),
                @ImportHash, @now, @now)
            ON CONFLICT (workspace_id, trunk_id) DO UPDATE SET version = excluded.version, revision = excluded.revision,
                import_hash = COALESCE(excluded.import_hash, trunks.import_hash), updated_at = excluded.updated_at, deleted_at = NULL
            """, values, transaction);
        var saved = await FindAsync(connection, transaction, write.Workspace, write.Id);
        await transaction.CommitAsync(cancellation);
        return new TrunkSaveResult(SaveStatus.Saved, saved);
    }

    private static async Task<StoredTrunk?> FindAsync(DbConnection connection, DbTransaction? transaction, string workspace, string id) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(Current + " AND t.trunk_id = @id", new { workspace, id }, transaction))?.ToTrunk();

    private static Task<State?> StateAsync(DbConnection connection, DbTransaction transaction, string workspace, string id) =>
        connection.QuerySingleOrDefaultAsync<State>("""
            SELECT t.version, t.import_hash, t.deleted_at, v.source
            FROM trunks t JOIN trunk_versions v ON v.workspace_id = t.workspace_id AND v.trunk_id = t.trunk_id AND v.version = t.version
            WHERE t.workspace_id = @workspace AND t.trunk_id = @id
            """, new { workspace, id }, transaction);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="Kept">The version before, for passwords that are to stay.</param>
    private sealed record Write(string Workspace, string Id, int Version, TrunkDocument Document, string Source, string? ImportHash, TrunkDocument? Kept);

    private sealed class State
    {
        public long Version { get; init; }
        public string? ImportHash { get; init; }
        public long? DeletedAt { get; init; }
        public string Source { get; init; } = "";
    }

    private sealed class Row
    {
        public string TrunkId { get; init; } = "";
        public long Version { get; init; }
        public string Body { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }

        // Fields that a later version of voxie wrote are passed over.
        public StoredTrunk ToTrunk() => new(TrunkId, (int)Version, JsonSerializer.Deserialize<TrunkDocument>(Body, ApiJson.Tolerant)!,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
    }
}
