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

    internal static (AgentFile Agent, IReadOnlyList<ConfigError> Errors) Parse(string path, string text)
    {
        var yaml = new YamlConfigurationProvider(path);
        try
        {
            yaml.LoadText(text);
        }
        catch (ConfigException error)
        {
            return (new AgentFile(), error.Errors);
        }
        var binder = new StrictBinder(key => yaml.LineOf(key) is { } line ? $"{path}:{line}" : path);
        var agent = binder.Bind<AgentFile>(new ConfigurationRoot([new Loaded(yaml)]));
        if (binder.Errors.Count > 0)
        {
            return (agent, binder.Errors);
        }
        if (agent.Schema != 1)
        {
            binder.Report("schema", $"'{agent.Schema}' is not a format this version knows (1).");
        }
        if (!AgentValidator.IsId(agent.Id))
        {
            binder.Report("id", "must be 1 to 64 lower-case letters, digits and -");
        }
        foreach (var failure in new AgentValidator().Validate(agent).Errors)
        {
            binder.Report(failure.PropertyName.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), failure.ErrorMessage);
        }
        return (agent, binder.Errors);
    }

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

    /// <summary>Gives a root a provider that is loaded already: a root loads its providers when it is made.</summary>
    private sealed class Loaded : ConfigurationProvider
    {
        public Loaded(YamlConfigurationProvider yaml) => Data = yaml.Snapshot();
    }
}
