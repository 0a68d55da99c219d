using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Config;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Auth;

/// <summary>The first key of an installation: given by <c>VOXIE_ADMIN_KEY</c>, or made once and kept in the data folder.</summary>
internal static class AdminKey
{
    public const string FileName = "admin.key";
    private const string KeyId = "bootstrap";

    /// <summary>Finds or makes the key and stores its hash.</summary>
    /// <returns>The key, and whether it was made just now (then it is to be shown, once).</returns>
    /// <exception cref="StorageException">The key file cannot be read or written, or is empty.</exception>
    public static async Task<(Secret Key, bool Made)> EnsureAsync(VoxieConfig config, ApiKeyStore keys, CancellationToken cancellation)
    {
        var (key, made) = config.AdminKey is { } given ? (given, false) : FromFile(Path.Combine(config.DataFolder, FileName));
        await keys.SetAsync(Database.DefaultWorkspace, KeyId, "Administrator", key.Reveal(), cancellation);
        return (key, made);
    }

    private static (Secret Key, bool Made) FromFile(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                var kept = File.ReadAllText(path).Trim();
                return kept.Length > 0 ? (new Secret(kept), false) : throw new StorageException($"{path} is empty. Delete it to have a new key made.");
            }
            var made = "vx_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            Durable.Replace(path, Encoding.ASCII.GetBytes(made + "\n"));
            return (new Secret(made), true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path} cannot be used: {error.Message}", error);
        }
    }
}
