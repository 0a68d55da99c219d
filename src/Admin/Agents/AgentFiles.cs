using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Config;

namespace Voxie.Admin.Agents;

/// <summary>Reads the agent files of a folder. Reading is all or nothing per file; every error is told.</summary>
internal static class AgentFiles
{
    /// <summary>The files in order of name. A missing folder holds none.</summary>
    public static (IReadOnlyList<ReadAgentFile> Agents, IReadOnlyList<ConfigError> Errors) Read(string folder)
    {
        var agents = new List<ReadAgentFile>();
        var errors = new List<ConfigError>();
        if (!Directory.Exists(folder))
        {
            return (agents, errors);
        }
        foreach (var path in Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal))
        {
            try
            {
                var text = File.ReadAllText(path);
                var (agent, faults) = Parse(path, text);
                errors.AddRange(faults);
                if (faults.Count > 0)
                {
                    continue;
                }
                if (Clash(agents, agent) is { } clash)
                {
                    errors.Add(new ConfigError(path, clash.Key, clash.Reason));
                    continue;
                }
                agents.Add(new ReadAgentFile(path, agent, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                errors.Add(new ConfigError(path, "", "cannot be read: " + error.Message));
            }
        }
        return (agents, errors);
    }

    internal static (AgentFile Agent, IReadOnlyList<ConfigError> Errors) Parse(string path, string text) =>
        StrictYaml.Parse<AgentFile>(path, text, static (agent, binder) =>
        {
            if (agent.Schema != 1)
            {
                binder.Report("schema", $"'{agent.Schema}' is not a format this version knows (1).");
            }
            if (!AgentValidator.IsId(agent.Id))
            {
                binder.Report("id", "must be 1 to 64 lower-case letters, digits and -");
            }
            binder.Report(new AgentValidator().Validate(agent));
        });

    private static (string Key, string Reason)? Clash(List<ReadAgentFile> agents, AgentFile agent)
    {
        foreach (var other in agents)
        {
            if (other.Agent.Id == agent.Id)
            {
                return ("id", $"'{agent.Id}' is also in {other.Path}.");
            }
            if (agent.Extension is not null && string.Equals(other.Agent.Extension, agent.Extension, StringComparison.OrdinalIgnoreCase))
            {
                return ("extension", $"'{agent.Extension}' is also in {other.Path}.");
            }
        }
        return null;
    }
}
