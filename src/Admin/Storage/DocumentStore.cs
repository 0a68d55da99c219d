using System.Data.Common;
using System.Text.Json;
using Dapper;
using Voxie.Admin.Http;

namespace Voxie.Admin.Storage;

/// <summary>
/// Records of one kind in the database. Each save is a new immutable version; one row for each record points to the newest one. A deleted
/// record keeps its versions, and its id is not given out again.
/// </summary>
internal class DocumentStore<T>(Database database, DocumentTables tables, TimeProvider time)
    where T : class
{
    private const string Import = "import";
    private const string Rest = "rest";

    private readonly string _current = $"""
        SELECT d.{tables.Id} AS id, d.version, v.body, d.created_at, d.updated_at
        FROM {tables.Records} d JOIN {tables.Versions} v ON v.workspace_id = d.workspace_id AND v.{tables.Id} = d.{tables.Id} AND v.version = d.version
        WHERE d.workspace_id = @workspace AND d.deleted_at IS NULL
        """;

    public async Task<IReadOnlyList<StoredDocument<T>>> ListAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>($"{_current} ORDER BY d.{tables.Id}", new { workspace });
        return [.. rows.Select(row => row.ToDocument())];
    }

    public async Task<StoredDocument<T>?> FindAsync(string workspace, string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await FindAsync(connection, null, workspace, id);
    }

    /// <summary>A number that grows with every change to the workspace's records.</summary>
    public async Task<long> RevisionAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>($"SELECT COALESCE(MAX(revision), 0) FROM {tables.Records} WHERE workspace_id = @workspace", new { workspace });
    }

    /// <summary>Saves version 1 of a new record.</summary>
    public async Task<SaveResult<T>> CreateAsync(string workspace, string id, T document, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        return await StateAsync(connection, transaction, workspace, id) is not null
            ? new SaveResult<T>(SaveStatus.IdTaken)
            : await WriteAsync(new Write(workspace, id, 1, document, Rest, null, null), connection, transaction, cancellation);
    }

    /// <summary>Saves the next version of a record.</summary>
    /// <param name="expectedVersion">Version that the writer had seen; null: last writer wins.</param>
    public async Task<SaveResult<T>> SaveAsync(string workspace, string id, T document, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var current = await FindAsync(connection, transaction, workspace, id);
        return Fault(current, expectedVersion)
            ?? await WriteAsync(new Write(workspace, id, current!.Version + 1, document, Rest, null, current.Document), connection, transaction, cancellation);
    }

    public async Task<SaveResult<T>> DeleteAsync(string workspace, string id, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var current = await FindAsync(connection, transaction, workspace, id);
        if (Fault(current, expectedVersion) is { } fault)
        {
            return fault;
        }
        await connection.ExecuteAsync($"""
            UPDATE {tables.Records} SET deleted_at = @now, updated_at = @now,
                revision = (SELECT MAX(revision) + 1 FROM {tables.Records} WHERE workspace_id = @workspace)
            WHERE workspace_id = @workspace AND {tables.Id} = @id
            """, new { workspace, id, now = Now() }, transaction);
        await ClaimAsync(workspace, id, null, connection, transaction);
        await transaction.CommitAsync(cancellation);
        return new SaveResult<T>(SaveStatus.Saved, current);
    }

    /// <summary>Applies a file: as a new version when its hash is new and nobody has edited (or deleted) the record since the last import.</summary>
    /// <param name="force">Apply even over an edit.</param>
    public async Task<ImportResult> ImportAsync(string workspace, string id, T document, string hash, bool force, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var state = await StateAsync(connection, transaction, workspace, id);
        var isImport = Import.Equals(state?.Source, StringComparison.OrdinalIgnoreCase);
        var isTheFile = state is { DeletedAt: null } && isImport && state.ImportHash == hash;
        if (isTheFile || (state is not null && !force && state.ImportHash == hash))
        {
            return ImportResult.Unchanged;
        }
        if (state is not null && !force && (state.DeletedAt is not null || !isImport))
        {
            return ImportResult.KeptEdit;
        }
        var write = new Write(workspace, id, (int)(state?.Version ?? 0) + 1, document, Import, hash, null);
        var result = await WriteAsync(write, connection, transaction, cancellation);
        return result.Status == SaveStatus.Saved ? ImportResult.Applied : ImportResult.ClaimTaken;
    }

    /// <summary>The document as it is kept: only what is of the record, whatever the derived type carries besides.</summary>
    /// <param name="before">The version before, as it is kept; null: there is none.</param>
    protected virtual T Kept(string id, T document, T? before) => document;

    /// <summary>Claims what only one record may have, in the transaction of the save.</summary>
    /// <param name="document">Null: it is deleted, and what it had is free.</param>
    /// <returns>False: another has it, and nothing is saved.</returns>
    protected virtual Task<bool> ClaimAsync(string workspace, string id, T? document, DbConnection connection, DbTransaction transaction) => Task.FromResult(true);

    private static SaveResult<T>? Fault(StoredDocument<T>? current, int? expectedVersion) =>
        current is null ? new SaveResult<T>(SaveStatus.NotFound)
        : expectedVersion is { } expected && expected != current.Version ? new SaveResult<T>(SaveStatus.VersionConflict, current)
        : null;

    private async Task<SaveResult<T>> WriteAsync(Write write, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(Kept(write.Id, write.Document, write.Before), ApiJson.Options);
        var values = new { write.Workspace, write.Id, write.Version, write.ImportHash, now = Now(), write.Source, body };
        await connection.ExecuteAsync($"""
            INSERT INTO {tables.Versions} (workspace_id, {tables.Id}, version, source, body, saved_at)
            VALUES (@Workspace, @Id, @Version, @Source, @body, @now)
            """, values, transaction);
        await connection.ExecuteAsync($"""
            INSERT INTO {tables.Records} (workspace_id, {tables.Id}, version, revision, import_hash, created_at, updated_at)
            VALUES (@Workspace, @Id, @Version, (SELECT COALESCE(MAX(revision), 0) + 1 FROM {tables.Records} WHERE workspace_id = @Workspace),
                @ImportHash, @now, @now)
            ON CONFLICT (workspace_id, {tables.Id}) DO UPDATE SET version = excluded.version, revision = excluded.revision,
                import_hash = COALESCE(excluded.import_hash, {tables.Records}.import_hash), updated_at = excluded.updated_at, deleted_at = NULL
            """, values, transaction);
        if (!await ClaimAsync(write.Workspace, write.Id, write.Document, connection, transaction))
        {
            return new SaveResult<T>(SaveStatus.ClaimTaken); // the transaction is rolled back
        }
        var saved = await FindAsync(connection, transaction, write.Workspace, write.Id);
        await transaction.CommitAsync(cancellation);
        return new SaveResult<T>(SaveStatus.Saved, saved);
    }

    private async Task<StoredDocument<T>?> FindAsync(DbConnection connection, DbTransaction? transaction, string workspace, string id) =>
        (await connection.QuerySingleOrDefaultAsync<Row>($"{_current} AND d.{tables.Id} = @id", new { workspace, id }, transaction))?.ToDocument();

    private Task<State?> StateAsync(DbConnection connection, DbTransaction transaction, string workspace, string id) =>
        connection.QuerySingleOrDefaultAsync<State>($"""
            SELECT d.version, d.import_hash, d.deleted_at, v.source
            FROM {tables.Records} d JOIN {tables.Versions} v ON v.workspace_id = d.workspace_id AND v.{tables.Id} = d.{tables.Id} AND v.version = d.version
            WHERE d.workspace_id = @workspace AND d.{tables.Id} = @id
            """, new { workspace, id }, transaction);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="Before">The version before, as it is kept.</param>
    private sealed record Write(string Workspace, string Id, int Version, T Document, string Source, string? ImportHash, T? Before);

    private sealed class State
    {
        public long Version { get; init; }
        public string? ImportHash { get; init; }
        public long? DeletedAt { get; init; }
        public string Source { get; init; } = "";
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public long Version { get; init; }
        public string Body { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }

        // Fields that a later version of voxie wrote are passed over.
        public StoredDocument<T> ToDocument() => new(Id, (int)Version, JsonSerializer.Deserialize<T>(Body, ApiJson.Tolerant)!,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
    }
}
