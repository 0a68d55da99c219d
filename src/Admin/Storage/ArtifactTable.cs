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
        using var insert = new PreparedStatement(connection, transaction, """
            INSERT INTO call_artifacts (workspace_id, call_id, file, position, bytes, kind, media_type, kept_at)
            VALUES (@workspace, @call, @file, @position, @bytes, @kind, @media_type, @kept_at)
            ON CONFLICT DO NOTHING
            """, "@workspace", "@call", "@file", "@position", "@bytes", "@kind", "@media_type", "@kept_at");
        foreach (var row in artifacts)
        {
            await insert.RunAsync(cancellation, row.Workspace, row.CallId.ToString(), row.File, row.Position, row.Bytes, row.Kind, row.MediaType, row.KeptAt);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What a call left behind of one kind, in the order in which it was kept.</summary>
    public async Task<IReadOnlyList<(string File, long Position, long Bytes)>> FindAsync(string workspace, Guid callId, string kind, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<(string, long, long)>(
            "SELECT file, position, bytes FROM call_artifacts WHERE workspace_id = @workspace AND call_id = @id AND kind = @kind ORDER BY kept_at, file, position",
            new { workspace, id = callId.ToString(), kind })).AsList();
    }
}
