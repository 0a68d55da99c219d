using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Agents;
using Voxie.Admin.Config;
using Voxie.Admin.Routes;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Cli;

/// <summary><c>voxie import</c>: the files of agents, trunks and routes into the database, with or without a node running on it.</summary>
internal static class ImportVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, bool force, CliOutput output, CancellationToken cancellation)
    {
        var files = ConfigFiles.Read(config);
        using var database = new Database(config.DatabaseFile);
        try
        {
            await database.PrepareAsync(TimeProvider.System, cancellation);
            var agents = await new AgentImport(new AgentStore(database, TimeProvider.System), NullLogger<AgentImport>.Instance)
                .ApplyAsync(files.Agents, force, cancellation);
            foreach (var (file, result) in agents)
            {
                output.Line($"{file.Agent.Id}: {Words(result)} ({file.Path})");
            }
            await ImportTrunksAsync(config, database, files, force, output, cancellation);
            if (files.Routes is { } routes)
            {
                var result = await new RouteImport(new RouteStore(database, TimeProvider.System), NullLogger<RouteImport>.Instance).ApplyAsync(routes, force, cancellation);
                output.Line($"routes: {Words(result)} ({routes.Path})");
            }
            return agents.Any(r => r.Result == ImportResult.ClaimTaken) ? ExitCode.Failed : ExitCode.Ok;
        }
        catch (System.Data.Common.DbException error)
        {
            throw new StorageException($"The database {config.DatabaseFile} cannot be used: {error.Message}", error);
        }
    }

    private static async Task ImportTrunksAsync(
        VoxieConfig config, Database database, ConfigFiles files, bool force, CliOutput output, CancellationToken cancellation)
    {
        var store = new TrunkStore(database, SecretsKey.Ensure(config), TimeProvider.System);
        foreach (var (file, result) in await new TrunkImport(store, NullLogger<TrunkImport>.Instance).ApplyAsync(files.Trunks, force, cancellation))
        {
            output.Line($"trunk {file.Trunk.Id}: {Words(result)} ({file.Path})");
        }
    }

    private static string Words(ImportResult result) => result switch
    {
        ImportResult.Applied => "applied",
        ImportResult.Unchanged => "unchanged",
        ImportResult.ClaimTaken => "not applied: another agent has its extension",
        _ => "kept as changed through the API; --force applies the file",
    };
}
