using Voxie.Admin.Agents;
using Voxie.Admin.Config;

namespace Voxie.Admin.Cli;

/// <summary><c>voxie check</c>: are the settings and the agent files right?</summary>
internal static class CheckVerb
{
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static int Run(VoxieConfig config, CliOutput output)
    {
        var (agents, errors) = AgentFiles.Read(config.AgentsFolder);
        if (errors.Count > 0)
        {
            throw new ConfigException(errors);
        }
        foreach (var name in config.UnknownVariables)
        {
            output.Complain($"warning: environment variable {name} is none that voxie knows.");
        }
        output.Line($"OK: {config.File ?? "no configuration file, all defaults"}; {agents.Count} agents in {config.AgentsFolder}"
            + (agents.Count == 0 ? "." : ": " + string.Join(", ", agents.Select(a => a.Agent.Id)) + "."));
        return ExitCode.Ok;
    }
}
