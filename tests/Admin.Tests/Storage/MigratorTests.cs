using Dapper;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Storage;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_new_database_gets_every_script_once()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        await database.PrepareAsync(TimeProvider.System, default);
        await using var connection = await database.OpenAsync(default);
        Assert.Equal(Migrator.Embedded.Count, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM schema_migrations"));
        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.File));
    }

    [Fact]
    public async Task Every_table_but_nodes_belongs_to_a_workspace()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        await using var connection = await database.OpenAsync(default);
        var without = await connection.QueryAsync<string>("""
            SELECT name FROM sqlite_master t WHERE type = 'table' AND NOT EXISTS
                (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'workspace_id' AND c.pk = 1) ORDER BY name
            """);
        Assert.Equal(["nodes", "schema_migrations"], without);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await using var connection = await database.OpenAsync(default);
        var later = new Migration(9999, "later", "CREATE TABLE later (workspace_id TEXT)", "h");
        await Migrator.MigrateAsync(connection, [.. Migrator.Embedded, later], TimeProvider.System, default);
        var error = await Assert.ThrowsAsync<StorageException>(() => Migrator.MigrateAsync(connection, TimeProvider.System, default));
        Assert.Contains("schema 9999 (later)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_script_is_refused()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await using var connection = await database.OpenAsync(default);
        await Migrator.MigrateAsync(connection, [Migrator.Embedded[0] with { Hash = "other" }], TimeProvider.System, default);
        await Assert.ThrowsAsync<StorageException>(() => Migrator.MigrateAsync(connection, TimeProvider.System, default));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await using var connection = await database.OpenAsync(default);
        var bad = new Migration(1, "bad", "CREATE TABLE half (x TEXT); CREATE TABLE nonsense (;", "h");
        await Assert.ThrowsAnyAsync<Exception>(() => Migrator.MigrateAsync(connection, [bad], TimeProvider.System, default));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM schema_migrations"));
    }

    [Fact]
    public async Task The_systems_library_is_in_use()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        Assert.True(SqliteNative.IsSystemLibrary);
        Assert.True(Version.Parse(await database.VersionAsync(default)) >= new Version(3, 40));
    }
}
