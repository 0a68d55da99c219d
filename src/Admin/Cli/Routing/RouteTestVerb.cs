using System.Text.Json;
using Voxie.Admin.Agents;
using Voxie.Admin.Config;
using Voxie.Admin.Http;
using Voxie.Admin.Node;
using Voxie.Admin.Routes;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Cli.Routing;

/// <summary><c>voxie route-test</c>: what would become of a call, by the records in the data folder, with or without a node running on it.</summary>
internal static class RouteTestVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, RouteTestBody call, bool asJson, CliOutput output, CancellationToken cancellation)
    {
        if (!File.Exists(config.DatabaseFile))
        {
            throw new NodeStartException($"There is no database {config.DatabaseFile} yet. Start the node once, or run 'voxie import'.");
        }
        var answer = await AskAsync(config, call, cancellation);
        if (asJson)
        {
            output.Line(JsonSerializer.Serialize(answer, ApiJson.Options));
        }
        else
        {
            if (call.Source is not null)
            {
                output.Line(TrunkLine(call.Source, answer));
            }
            foreach (var step in answer.Steps)
            {
                output.Line($"{(step.Matched ? "=>" : "  ")} {step.Rule}: {step.Why}");
            }
            output.Line(answer.Rule is null ? "No rule matches: the call gets 404." : $"Rule '{answer.Rule}' takes the call.");
        }
        return answer.Rule is null ? ExitCode.Failed : ExitCode.Ok;
    }

    private static string TrunkLine(string source, RouteTestAnswer answer) => answer.Trunk is null
        ? $"{source} is of no trunk: only programs of this machine may call without one."
        : $"{source} is of trunk '{answer.Trunk}' (by {answer.TrunkSign!.Value.ToString().ToLowerInvariant()}{(answer.MustProve == true ? "; it is asked for its password" : "")}).";

    private static async Task<RouteTestAnswer> AskAsync(VoxieConfig config, RouteTestBody call, CancellationToken cancellation)
    {
        using var database = new Database(config.DatabaseFile);
        try
        {
            await database.PrepareAsync(TimeProvider.System, cancellation);
            using var agents = new AgentProfiles(new AgentStore(database, TimeProvider.System));
            await agents.ReloadAsync(cancellation);
            var routes = await new RouteStore(database, TimeProvider.System).CurrentAsync(Database.DefaultWorkspace, cancellation);
            // Passwords stay sealed: nothing here needs them.
            var trunks = await new TrunkStore(database, null, TimeProvider.System).ListAsync(Database.DefaultWorkspace, cancellation);
            return RouteTest.Run(routes.Document.ToTable(), call, extension => agents.ByExtension(extension)?.Id,
                [.. trunks.Select(trunk => TrunkReading.ToTrunk(trunk.Id, trunk.Version, trunk.Document, static (_, _) => ""))], out var fault)
                ?? throw new NodeStartException($"{fault!.Value.Field}: {fault.Value.Reason}");
        }
        catch (System.Data.Common.DbException error)
        {
            throw new StorageException($"The database {config.DatabaseFile} cannot be used: {error.Message}", error);
        }
    }
}
