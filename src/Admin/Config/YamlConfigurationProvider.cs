using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Voxie.Admin.Config;

/// <summary>One YAML file as configuration keys (<c>sip:listen:0</c>), with the line each key stands on.</summary>
internal sealed class YamlConfigurationProvider(string file) : ConfigurationProvider, IConfigurationSource
{
    // Aliases can make a small file expand without end.
    private const int MaxKeys = 20_000;

    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);

    public string File { get; } = file;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Line of the key or of its nearest parent in this file; null: the key is not from here.</summary>
    public int? LineOf(string key)
    {
        for (var at = key; at.Length > 0; at = at.Contains(':', StringComparison.Ordinal) ? at[..at.LastIndexOf(':')] : "")
        {
            if (_lines.TryGetValue(at, out var line))
            {
                return line;
            }
        }
        return null;
    }

    /// <summary>The keys as loaded.</summary>
    public IDictionary<string, string?> Snapshot() => new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ConfigException">The file cannot be read or is not YAML.</exception>
    public override void Load()
    {
        string text;
        try
        {
            text = System.IO.File.ReadAllText(File);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException(new ConfigError(File, "", "cannot be read: " + error.Message));
        }
        LoadText(text);
    }

    /// <exception cref="ConfigException">The text is not YAML, or not a map.</exception>
    public void LoadText(string text)
    {
        Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        _lines.Clear();
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count > 1)
            {
                throw new ConfigException(new ConfigError(File, "", "holds more than one YAML document."));
            }
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is not YamlScalarNode { Value: null or "" })
            {
                if (stream.Documents[0].RootNode is not YamlMappingNode root)
                {
                    throw new ConfigException(new ConfigError(File, "", "must be a map of keys and values."));
                }
                Add("", root, 0);
            }
        }
        catch (YamlException error)
        {
            throw new ConfigException(new ConfigError($"{File}:{error.Start.Line}", "", "is not valid YAML: " + Reason(error)));
        }
    }

    private static string Reason(YamlException error) =>
        (error.InnerException?.Message ?? error.Message).ReplaceLineEndings(" ");

    private void Add(string key, YamlNode node, int depth)
    {
        if (Data.Count > MaxKeys || depth > 32)
        {
            throw new ConfigException(new ConfigError($"{File}:{node.Start.Line}", key.Replace(':', '.'), "the file is too large or too deep."));
        }
        if (key.Length > 0)
        {
            _lines.TryAdd(key, (int)node.Start.Line);
        }
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (name, value) in map.Children)
                {
                    var child = Join(key, (name as YamlScalarNode)?.Value ?? "?");
                    _lines.TryAdd(child, (int)name.Start.Line);
                    Add(child, value, depth + 1);
                }
                break;
            case YamlSequenceNode { Children.Count: 0 }:
                // Kept apart from an absent key: an empty list replaces the default.
                Data[key] = "";
                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Add(Join(key, i.ToString(System.Globalization.CultureInfo.InvariantCulture)), list.Children[i], depth + 1);
                }
                break;
            case YamlScalarNode scalar when !IsNull(scalar):
                Data[key] = scalar.Value;
                break;
        }
    }

    // YAML core schema: a plain null, ~ or nothing at all leaves the default.
    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null";

    private static string Join(string parent, string child) => parent.Length == 0 ? child : parent + ":" + child;
}
