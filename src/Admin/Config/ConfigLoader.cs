using System.Collections;
using Voxie.Admin.Secrets;

namespace Voxie.Admin.Config;

/// <summary>Reads <c>voxie.yaml</c> and the environment over it into one checked snapshot.</summary>
internal static class ConfigLoader
{
    public const string DefaultFile = "config/voxie.yaml";
    private const string Prefix = "VOXIE__";

    /// <summary>Short names of the process contract, and the setting each stands for.</summary>
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["VOXIE_DATA"] = "data",
        ["VOXIE_MODELS"] = "models",
        ["VOXIE_HTTP"] = "http:listen",
        ["VOXIE_SIP"] = "sip:listen",
        ["VOXIE_RTP"] = "rtp:ports",
        ["VOXIE_ADVERTISE"] = "sip:advertise",
    };

    /// <summary>The settings with the environment of this process.</summary>
    /// <inheritdoc cref="Load(IReadOnlyDictionary{string,string},string?)"/>
    public static VoxieConfig Load(string? file) => Load(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""), file);

    /// <param name="environment">Environment variables.</param>
    /// <param name="file">File named on the command line; null: <c>VOXIE_CONFIG</c>, else <see cref="DefaultFile"/> when it exists.</param>
    /// <exception cref="ConfigException">Every unknown key and bad value, with where it stands.</exception>
    public static VoxieConfig Load(IReadOnlyDictionary<string, string> environment, string? file = null)
    {
        file ??= Value(environment, "VOXIE_CONFIG");
        var yaml = file is not null || File.Exists(DefaultFile) ? new YamlConfigurationProvider(file ?? DefaultFile) : null;
        var (overrides, variables) = Overrides(environment);

        var builder = new ConfigurationBuilder();
        if (yaml is not null)
        {
            builder.Add(yaml);
        }
        builder.AddInMemoryCollection(overrides);

        var binder = new StrictBinder(key => variables.TryGetValue(key, out var variable) ? "environment variable " + variable
            : yaml?.LineOf(key) is { } line ? $"{yaml.File}:{line}"
            : yaml?.File ?? "settings");
        var options = binder.Bind<VoxieOptions>(builder.Build());
        foreach (var failure in new VoxieOptionsValidator().Validate(options).Errors)
        {
            binder.Report(failure.PropertyName.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), failure.ErrorMessage);
        }
        var folder = yaml is null ? Path.GetFullPath("config") : Path.GetDirectoryName(Path.GetFullPath(yaml.File))!;
        if (options.Sip.IsListenGiven && options.Sip.Listeners.Count > 0 && !variables.ContainsKey("sip:listen"))
        {
            binder.Report("sip:listen", "stands beside sip.listeners; use one of them.");
        }
        // Of settings that could be read: others stand at their defaults here, and would be blamed for those.
        foreach (var (key, reason) in binder.Errors.Count > 0 ? [] : SipListeners.Faults(options.Sip, folder).ToList())
        {
            binder.Report(key, reason);
        }
        if (binder.Errors.Count > 0)
        {
            throw new ConfigException(binder.Errors);
        }
        var adminKey = Value(environment, "VOXIE_ADMIN_KEY");
        if (adminKey is not null && adminKey.Any(c => c <= ' ' || c > '~'))
        {
            throw new ConfigException(new ConfigError("environment variable VOXIE_ADMIN_KEY", "", "must be printable ASCII without spaces."));
        }
        var secretsKey = Value(environment, "VOXIE_SECRETS_KEY");
        if (secretsKey is not null && !SecretsKey.TryRead(secretsKey, out _))
        {
            throw new ConfigException(new ConfigError("environment variable VOXIE_SECRETS_KEY", "", "must be 32 bytes in base64 (openssl rand -base64 32)."));
        }
        var recordingsKey = Value(environment, "VOXIE_RECORDINGS_KEY");
        if (recordingsKey is not null && !KeyFile.TryParse(recordingsKey, out _))
        {
            throw new ConfigException(new ConfigError("environment variable VOXIE_RECORDINGS_KEY", "", "must be 32 bytes in base64 (openssl rand -base64 32)."));
        }
        return new VoxieConfig(options, yaml?.File, folder, adminKey is null ? null : new Secret(adminKey), UnknownNames(environment))
        {
            SecretsKey = secretsKey is null ? null : new Secret(secretsKey),
            RecordingsKey = recordingsKey is null ? null : new Secret(recordingsKey),
        };
    }

    private static (Dictionary<string, string?> Values, Dictionary<string, string> Variables) Overrides(IReadOnlyDictionary<string, string> environment)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                Add(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), name, value);
            }
        }
        // The short names come last: they are the contract of the process.
        foreach (var (name, key) in ShortNames)
        {
            if (Value(environment, name) is { } value)
            {
                Add(key, name, value);
            }
        }
        return (values, variables);

        void Add(string key, string variable, string value)
        {
            values[key] = value;
            variables[key] = variable;
        }
    }

    // An empty variable is as good as none: shells and compose files set them so.
    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

    private static List<string> UnknownNames(IReadOnlyDictionary<string, string> environment) =>
        [.. environment.Keys.Where(name => name.StartsWith("VOXIE_", StringComparison.Ordinal) && !name.StartsWith(Prefix, StringComparison.Ordinal)
            && !ShortNames.ContainsKey(name) && name is not ("VOXIE_CONFIG" or "VOXIE_ADMIN_KEY" or "VOXIE_SECRETS_KEY" or "VOXIE_RECORDINGS_KEY")).Order(StringComparer.Ordinal)];
}
