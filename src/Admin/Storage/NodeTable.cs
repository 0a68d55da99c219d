using Dapper;
using Voxie.Admin.Health;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>The nodes that have used this database, with the life each is in.</summary>
internal static class NodeTable
{
    public static async Task RegisterAsync(Database database, NodeIdentity node, TimeProvider time, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("""
            INSERT INTO nodes (node_id, epoch, version, started_at) VALUES (@Id, @Epoch, @Version, @now)
            ON CONFLICT (node_id) DO UPDATE SET epoch = excluded.epoch, version = excluded.version, started_at = excluded.started_at
            """, new { node.Id, node.Epoch, HealthApi.Version, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }
}
