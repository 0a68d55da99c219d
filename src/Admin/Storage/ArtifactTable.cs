using System.Data.Common;
using Dapper;

namespace Voxie.Admin.Storage;

/// <summary>The rows of what calls left behind.</summary>
internal sealed class ArtifactTable(Database database)
{
    /// <summary>Adds the rows in one transaction: all of them or none. A row that is there already stays.</summary>
    /// <exception cref="DbException">The database refuses; nothing was added.</exception>
    public async Task AddAsync(IReadOnlyList<KeptArtifact> artifacts, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync("""
            INSERT INTO call_artifacts (workspace_id, call_id, file, kind, media_type, bytes, kept_at)
            VALUES (@Workspace, @CallId, @File, @Kind, @MediaType, @Bytes, @KeptAt)
            ON CONFLICT DO NOTHING
            """,
            artifacts.Select(row => new { row.Workspace, CallId = row.CallId.ToString(), row.File, row.Kind, row.MediaType, row.Bytes, row.KeptAt }), transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Files of one kind that a call left behind, in the order in which they were kept.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string workspace, Guid callId, string kind, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<string>(
            "SELECT file FROM call_artifacts WHERE workspace_id = @workspace AND call_id = @id AND kind = @kind ORDER BY kept_at, file",
            new { workspace, id = callId.ToString(), kind })).AsList();
    }
}
