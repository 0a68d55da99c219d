using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Agents;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Cli;

/// <summary><c>voxie import</c>: the agent files into the database, with or without a node running on it.</summary>
internal static class ImportVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, bool force, CliOutput output, CancellationToken cancellation)
    {
        var (files, errors) = AgentFiles.Read(config.AgentsFolder);
        if (errors.Count > 0)
        {
            throw new ConfigException(errors);
        }
        using var database = new Database(config.DatabaseFile);
        try
        {
            await database.PrepareAsync(TimeProvider.System, cancellation);
            var results = await new AgentImport(new AgentStore(database, TimeProvider.System), NullLogger<AgentImport>.Instance)
                .ApplyAsync(files, force, cancellation);
            foreach (var (file, result) in results)
            {
                output.Line($"{file.Agent.Id}: {Words(result)} ({file.Path})");
            }
            return results.Any(r => r.Result == AgentImportResult.ExtensionTaken) ? ExitCode.Failed : ExitCode.Ok;
        }
        catch (System.Data.Common.DbException error)
        {
            throw new StorageException($"The database {config.DatabaseFile} cannot be used: {error.Message}", error);
        }
    }

    private static string Words(AgentImportResult result) => result switch
    {
        AgentImportResult.Applied => "applied",
        AgentImportResult.Unchanged => "unchanged",
        AgentImportResult.KeptEdit => "kept as changed through the API; --force applies the file",
        _ => "not applied: another agent has its extension",
    };
}
