using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Config;

namespace Voxie.Admin.Routes;

/// <summary>Reads the file of routes, all or nothing; every error is told.</summary>
internal static class RouteFiles
{
    private static readonly RouteListValidator Validator = new();

    /// <returns>Null: there is no such file, or it is bad.</returns>
    public static (ReadRouteFile? File, IReadOnlyList<ConfigError> Errors) Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return (null, []);
            }
            var text = File.ReadAllText(path);
            var (routes, errors) = Parse(path, text);
            return errors.Count > 0 ? (null, errors)
                : (new ReadRouteFile(path, routes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))), []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, [new ConfigError(path, "", "cannot be read: " + error.Message)]);
        }
    }

    internal static (RouteFile Routes, IReadOnlyList<ConfigError> Errors) Parse(string path, string text) =>
        StrictYaml.Parse<RouteFile>(path, text, static (routes, binder) =>
        {
            if (routes.Schema != 1)
            {
                binder.Report("schema", $"'{routes.Schema}' is not a format this version knows (1).");
            }
            binder.Report(Validator.Validate(routes));
        });
}
