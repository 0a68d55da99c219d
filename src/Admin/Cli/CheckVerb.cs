using Voxie.Admin.Config;

namespace Voxie.Admin.Cli;

/// <summary><c>voxie check</c>: are the settings and the files of agents, trunks and routes right?</summary>
internal static class CheckVerb
{
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static int Run(VoxieConfig config, CliOutput output)
    {
        var files = ConfigFiles.Read(config);
        var agents = files.Agents;
        foreach (var name in config.UnknownVariables)
        {
            output.Complain($"warning: environment variable {name} is none that voxie knows.");
        }
        output.Line($"OK: {config.File ?? "no configuration file, all defaults"}; {agents.Count} agents in {config.AgentsFolder}"
            + (agents.Count == 0 ? "." : ": " + string.Join(", ", agents.Select(a => a.Agent.Id)) + "."));
        if (files.Trunks.Count > 0 || files.Routes is not null)
        {
            output.Line($"    {files.Trunks.Count} trunks in {config.TrunksFolder}; {files.Routes?.Routes.Routes.Count ?? 0} routes.");
        }
        return ExitCode.Ok;
    }
}
