using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Voxie.Admin.Config;

/// <summary>Reads the certificates that callers' numbers are checked against.</summary>
internal static class IdentityCertificates
{
    /// <exception cref="ConfigException">A file is missing or holds no certificate.</exception>
    public static IReadOnlyList<X509Certificate2> Load(VoxieConfig config) => [.. config.Options.Sip.IdentityCertificates.Select(file => Load(config, file))];

    private static X509Certificate2 Load(VoxieConfig config, string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(Path.GetFullPath(file, config.Folder)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigException(new ConfigError(config.File ?? "environment", "sip.identityCertificates", $"'{file}' is no readable certificate: {unreadable.Message}"));
        }
    }
}
