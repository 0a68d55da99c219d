using FluentValidation.Results;

namespace Voxie.Admin.Config;

/// <summary>Reads a YAML text into a record: every unknown key and bad value is told with its line.</summary>
internal static class StrictYaml
{
    /// <param name="check">Finds what only whole values show; told only when all of them could be read.</param>
    public static (T Value, IReadOnlyList<ConfigError> Errors) Parse<T>(string path, string text, Action<T, StrictBinder> check) where T : new()
    {
        var yaml = new YamlConfigurationProvider(path);
        try
        {
            yaml.LoadText(text);
        }
        catch (ConfigException error)
        {
            return (new T(), error.Errors);
        }
        var binder = new StrictBinder(key => yaml.LineOf(key) is { } line ? $"{path}:{line}" : path);
        var value = binder.Bind<T>(new ConfigurationRoot([new Loaded(yaml)]));
        if (binder.Errors.Count == 0)
        {
            check(value, binder);
        }
        return (value, binder.Errors);
    }

    /// <summary>The faults of a validator, at the keys of the file.</summary>
    public static void Report(this StrictBinder binder, ValidationResult verdict)
    {
        foreach (var failure in verdict.Errors)
        {
            binder.Report(failure.PropertyName.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), failure.ErrorMessage);
        }
    }

    /// <summary>Gives a root a provider that is loaded already: a root loads its providers when it is made.</summary>
    private sealed class Loaded : ConfigurationProvider
    {
        public Loaded(YamlConfigurationProvider yaml) => Data = yaml.Snapshot();
    }
}
