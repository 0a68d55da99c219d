using System.Runtime.CompilerServices;
using Dapper;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Can the database be written?</summary>
internal static class DatabaseChecks
{
    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? fault = null;
        try
        {
            using var database = new Database(config.DatabaseFile);
            await database.PrepareAsync(TimeProvider.System, cancellation);
            await using var connection = await database.OpenAsync(cancellation);
            await connection.ExecuteAsync("BEGIN IMMEDIATE; CREATE TABLE doctor (x INTEGER); INSERT INTO doctor VALUES (1); ROLLBACK;");
        }
        catch (Exception error) when (error is System.Data.Common.DbException or StorageException or IOException or UnauthorizedAccessException)
        {
            fault = error.Message;
        }
        yield return fault is null
            ? new Finding(Verdict.Ok, "database", config.DatabaseFile + " can be written")
            : new Finding(Verdict.Fail, "database", $"{config.DatabaseFile}: {fault}", "check the folder's owner and free space, or set VOXIE_DATA");
    }
}
