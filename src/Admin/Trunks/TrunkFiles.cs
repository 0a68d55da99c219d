using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Config;

namespace Voxie.Admin.Trunks;

/// <summary>Reads the trunk files of a folder. Reading is all or nothing per file; every error is told.</summary>
internal static class TrunkFiles
{
    private static readonly TrunkValidator Validator = new();

    /// <summary>The files in order of name. A missing folder holds none.</summary>
    public static (IReadOnlyList<ReadTrunkFile> Trunks, IReadOnlyList<ConfigError> Errors) Read(string folder)
    {
        var trunks = new List<ReadTrunkFile>();
        var errors = new List<ConfigError>();
        if (!Directory.Exists(folder))
        {
            return (trunks, errors);
        }
        foreach (var path in Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal))
        {
            try
            {
                var text = File.ReadAllText(path);
                var (trunk, faults) = Parse(path, text);
                errors.AddRange(faults);
                if (faults.Count > 0)
                {
                    continue;
                }
                if (trunks.FirstOrDefault(other => other.Trunk.Id == trunk.Id) is { } same)
                {
                    errors.Add(new ConfigError(path, "id", $"'{trunk.Id}' is also in {same.Path}."));
                    continue;
                }
                trunks.Add(new ReadTrunkFile(path, trunk, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                errors.Add(new ConfigError(path, "", "cannot be read: " + error.Message));
            }
        }
        return (trunks, errors);
    }

    internal static (TrunkFile Trunk, IReadOnlyList<ConfigError> Errors) Parse(string path, string text) =>
        StrictYaml.Parse<TrunkFile>(path, text, static (trunk, binder) =>
        {
            if (trunk.Schema != 1)
            {
                binder.Report("schema", $"'{trunk.Schema}' is not a format this version knows (1).");
            }
            if (!TrunkValidator.IsId(trunk.Id))
            {
                binder.Report("id", "must be 1 to 64 lower-case letters, digits, - and _, and not local.");
            }
            if (TrunkSecrets.MaskWithoutPassword(trunk, null) is { } masked)
            {
                binder.Report(masked.Replace('.', ':'), "is a mask, not a password.");
            }
            binder.Report(Validator.Validate(trunk));
        });
}
