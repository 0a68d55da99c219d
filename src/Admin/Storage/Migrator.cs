using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Voxie.Admin.Storage;

/// <summary>Applies the numbered SQL scripts embedded beside it, each once, in a transaction of its own.</summary>
internal static class Migrator
{
    public static IReadOnlyList<Migration> Embedded { get; } = Read();

    /// <exception cref="StorageException">The database was made by a newer version, or a script differs from what was applied.</exception>
    public static Task MigrateAsync(DbConnection connection, TimeProvider time, CancellationToken cancellation) =>
        MigrateAsync(connection, Embedded, time, cancellation);

    internal static async Task MigrateAsync(DbConnection connection, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken cancellation)
    {
        await connection.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)
            """);
        var applied = (await connection.QueryAsync<(long Number, string Name, string Hash)>(
            "SELECT number, name, hash FROM schema_migrations ORDER BY number")).ToDictionary(row => row.Number);

        if (applied.Keys.Where(number => migrations.All(m => m.Number != number)).ToList() is [var unknown, ..])
        {
            throw new StorageException($"The database has schema {unknown} ({applied[unknown].Name}), which this version of voxie does not know. Use the version that made it, or a newer one.");
        }
        foreach (var migration in migrations)
        {
            if (applied.TryGetValue(migration.Number, out var row))
            {
                if (row.Hash != migration.Hash)
                {
                    throw new StorageException($"Schema script {migration.Number} ({migration.Name}) is not the one that the database was made with.");
                }
                continue;
            }
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (@Number, @Name, @Hash, @AppliedAt)",
                new { migration.Number, migration.Name, migration.Hash, AppliedAt = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            await transaction.CommitAsync(cancellation);
        }
    }

    private static List<Migration> Read()
    {
        const string folder = "Voxie.Admin.Storage.Migrations.";
        var assembly = typeof(Migrator).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var name = resource[folder.Length..^".sql".Length];
            migrations.Add(new Migration(
                int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }
        return [.. migrations.OrderBy(m => m.Number)];
    }
}
