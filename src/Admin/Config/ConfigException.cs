namespace Voxie.Admin.Config;

/// <summary>The configuration stops the start. Shown as it is, without a stack trace, with exit code 2.</summary>
internal sealed class ConfigException(IReadOnlyList<ConfigError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public ConfigException(ConfigError error) : this([error]) { }

    public IReadOnlyList<ConfigError> Errors { get; } = errors;
}
