using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Secrets;

/// <summary>The key that passwords are sealed with: from <c>VOXIE_SECRETS_KEY</c>, else from <c>secrets.key</c> in the data folder, made at first use.</summary>
internal static class SecretsKey
{
    public const string FileName = "secrets.key";
    private const int Bytes = 32;

    /// <exception cref="StorageException">The key file cannot be read or made, or is damaged.</exception>
    public static SecretSeal Ensure(VoxieConfig config)
    {
        if (config.SecretsKey is { } given && TryRead(given.Reveal(), out var configured))
        {
            return new SecretSeal(configured);
        }
        var file = Path.Combine(config.DataFolder, FileName);
        try
        {
            if (!File.Exists(file))
            {
                Write(file);
            }
            return TryRead(File.ReadAllText(file).Trim(), out var kept)
                ? new SecretSeal(kept)
                : throw new StorageException($"{file} holds no key (32 bytes in base64). Without the right one the passwords of trunks are lost: restore it from a backup.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {file} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Reads 32 bytes in base64.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        key = new byte[Bytes];
        if (Convert.TryFromBase64String(text, key, out var length) && length == Bytes)
        {
            return true;
        }
        key = null;
        return false;
    }

    // Readable by nobody else from its first moment, and whole or not there at all.
    private static void Write(string file)
    {
        var draft = file + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var stream = new StreamWriter(draft, options))
        {
            stream.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        }
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft); // another process was first
        }
    }
}
