using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>The node's database: SQLite in WAL mode. Connections are pooled; open one per piece of work and dispose it.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>The workspace of a node that has only one.</summary>
    public const string DefaultWorkspace = "default";

    private readonly string _connectionString;

    /// <param name="file">Path of the database file.</param>
    /// <param name="patience">How long a piece of work waits for a lock of another process; whole seconds. Default 5 s.</param>
    public Database(string file, TimeSpan? patience = null)
    {
        SqliteNative.Use();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        File = file;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = true,
            DefaultTimeout = (int)(patience ?? TimeSpan.FromSeconds(5)).TotalSeconds,
        }.ToString();
    }

    public string File { get; }

    /// <exception cref="DbException">The database cannot be opened now.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            // synchronous=FULL: a shipped journal segment is deleted, so its rows must survive a power loss.
            await connection.ExecuteAsync("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the file if need be and brings the schema up to date.</summary>
    public async Task PrepareAsync(TimeProvider time, CancellationToken cancellation)
    {
        Durable.CreateFolder(Path.GetDirectoryName(File)!);
        await using var connection = await OpenAsync(cancellation);
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL;");
        await Migrator.MigrateAsync(connection, time, cancellation);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Version of the SQLite library in use.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<string>("SELECT sqlite_version()") ?? "";
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
