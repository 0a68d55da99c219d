using System.Security.Cryptography;
using System.Text;
using Dapper;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Auth;

/// <summary>API keys, hashed in the database, held as a snapshot in memory: a request costs no query.</summary>
internal sealed class ApiKeyStore(Database database, TimeProvider time)
{
    private volatile IReadOnlyList<ApiKey> _keys = [];

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The stored key that <paramref name="presented"/> is, if any. Takes as long for a wrong key as for a right one.</summary>
    public ApiKey? Find(string presented)
    {
        var hash = Hash(presented);
        ApiKey? found = null;
        foreach (var key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash))
            {
                found = key;
            }
        }
        return found;
    }

    /// <summary>Makes <paramref name="key"/> the key with this id, replacing the one before.</summary>
    public async Task SetAsync(string workspace, string id, string name, string key, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync("""
            INSERT INTO api_keys (workspace_id, key_id, name, key_hash, created_at) VALUES (@workspace, @id, @name, @hash, @now)
            ON CONFLICT (workspace_id, key_id) DO UPDATE SET key_hash = excluded.key_hash, revoked_at = NULL
            """, new { workspace, id, name, hash = Convert.ToHexStringLower(Hash(key)), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        await LoadAsync(cancellation);
    }

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Workspace, string Id, string Name, string Hash)>(
            "SELECT workspace_id, key_id, name, key_hash FROM api_keys WHERE revoked_at IS NULL");
        _keys = [.. rows.Select(row => new ApiKey(row.Workspace, row.Id, row.Name, Convert.FromHexString(row.Hash)))];
    }
}
