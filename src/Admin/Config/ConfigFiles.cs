using Voxie.Admin.Agents;
using Voxie.Admin.Routes;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Config;

/// <summary>The files beside <c>voxie.yaml</c> that are imported: read and checked together, so that all that is wrong is told at once.</summary>
internal sealed record ConfigFiles(IReadOnlyList<ReadAgentFile> Agents, IReadOnlyList<ReadTrunkFile> Trunks, ReadRouteFile? Routes)
{
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static ConfigFiles Read(VoxieConfig config)
    {
        var (agents, agentErrors) = AgentFiles.Read(config.AgentsFolder);
        var (trunks, trunkErrors) = TrunkFiles.Read(config.TrunksFolder);
        var (routes, routeErrors) = RouteFiles.Read(config.RoutesFile);
        ConfigError[] errors = [.. agentErrors, .. trunkErrors, .. routeErrors];
        return errors.Length == 0 ? new ConfigFiles(agents, trunks, routes) : throw new ConfigException(errors);
    }
}
