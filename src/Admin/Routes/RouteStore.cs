using System.Data.Common;
using System.Text.Json;
using Dapper;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Routes;

/// <summary>The routes in the database: each save of the whole list is a new immutable version, and the newest is in force.</summary>
internal sealed class RouteStore(Database database, TimeProvider time)
{
    private const string Import = "import";
    private const string Rest = "rest";

    public async Task<StoredRoutes> CurrentAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await LastAsync(connection, null, workspace)).ToRoutes();
    }

    /// <summary>Grows with every save.</summary>
    public async Task<long> RevisionAsync(string workspace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(version), 0) FROM route_versions WHERE workspace_id = @workspace", new { workspace });
    }

    /// <param name="expectedVersion">Version that the writer had seen; null: last writer wins.</param>
    public async Task<RouteSaveResult> SaveAsync(string workspace, RouteListDocument document, int? expectedVersion, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var last = await LastAsync(connection, transaction, workspace);
        if (expectedVersion is { } expected && expected != last.Version)
        {
            return new RouteSaveResult(SaveStatus.VersionConflict, last.ToRoutes());
        }
        var saved = await WriteAsync(workspace, last, document, Rest, last.ImportHash, connection, transaction, cancellation);
        return new RouteSaveResult(SaveStatus.Saved, saved);
    }

    /// <summary>Applies the routes file: when its hash is new and nobody has edited the routes since the last import.</summary>
    /// <param name="force">Apply even over an edit.</param>
    public async Task<ImportResult> ImportAsync(string workspace, RouteListDocument document, string hash, bool force, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var last = await LastAsync(connection, transaction, workspace);
        if (last.ImportHash == hash && (last.Source == Import || !force))
        {
            return ImportResult.Unchanged;
        }
        if (last.Source == Rest && !force)
        {
            return ImportResult.KeptEdit;
        }
        await WriteAsync(workspace, last, document, Import, hash, connection, transaction, cancellation);
        return ImportResult.Applied;
    }

    private async Task<StoredRoutes> WriteAsync(string workspace, Row last, RouteListDocument document, string source, string? hash,
        DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        // Only the common part, whatever the derived type carries besides.
        var row = new Row
        {
            Version = last.Version + 1, Source = source, ImportHash = hash, SavedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Body = JsonSerializer.Serialize(new RouteListDocument { Routes = document.Routes }, ApiJson.Options),
        };
        await connection.ExecuteAsync("""
            INSERT INTO route_versions (workspace_id, version, source, import_hash, body, saved_at)
            VALUES (@workspace, @Version, @Source, @ImportHash, @Body, @SavedAt)
            """, new { workspace, row.Version, row.Source, row.ImportHash, row.Body, row.SavedAt }, transaction);
        await transaction.CommitAsync(cancellation);
        return row.ToRoutes();
    }

    private static async Task<Row> LastAsync(DbConnection connection, DbTransaction? transaction, string workspace) =>
        await connection.QuerySingleOrDefaultAsync<Row>("""
            SELECT version, source, import_hash, body, saved_at FROM route_versions WHERE workspace_id = @workspace ORDER BY version DESC LIMIT 1
            """, new { workspace }, transaction) ?? new Row();

    private sealed class Row
    {
        public long Version { get; init; }
        public string Source { get; init; } = "";
        public string? ImportHash { get; init; }
        public string Body { get; init; } = "";
        public long SavedAt { get; init; }

        // Fields that a later version of voxie wrote are passed over.
        public StoredRoutes ToRoutes() => Version == 0
            ? new StoredRoutes(0, new RouteListDocument(), null)
            : new StoredRoutes((int)Version, JsonSerializer.Deserialize<RouteListDocument>(Body, ApiJson.Tolerant)!, DateTimeOffset.FromUnixTimeMilliseconds(SavedAt));
    }
}
