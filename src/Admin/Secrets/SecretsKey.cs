using System.Diagnostics.CodeAnalysis;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Secrets;

/// <summary>The key that passwords are sealed with: from <c>VOXIE_SECRETS_KEY</c>, else from <c>secrets.key</c> in the data folder, made at first use.</summary>
internal static class SecretsKey
{
    public const string FileName = "secrets.key";

    /// <exception cref="StorageException">The key file cannot be read or made, or is damaged.</exception>
    public static SecretSeal Ensure(VoxieConfig config) => new(
        config.SecretsKey is { } given && TryRead(given.Reveal(), out var configured)
            ? configured
            : KeyFile.Ensure(Path.Combine(config.DataFolder, FileName), "the passwords of trunks are lost"));

    /// <summary>Reads 32 bytes in base64.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key) => KeyFile.TryParse(text, out key);
}
