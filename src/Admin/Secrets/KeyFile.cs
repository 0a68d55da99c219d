using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Secrets;

/// <summary>A file that holds one key: 32 bytes in base64, readable by its owner alone.</summary>
internal static class KeyFile
{
    private const int Bytes = 32;

    /// <param name="without">What is lost without the right key, for the message.</param>
    /// <exception cref="StorageException">The file cannot be read, or holds no key.</exception>
    public static byte[] Read(string file, string without)
    {
        try
        {
            return TryParse(File.ReadAllText(file).Trim(), out var kept)
                ? kept
                : throw new StorageException($"{file} holds no key (32 bytes in base64). Without the right one {without}: restore it from a backup.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {file} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>The same, and the file is made at first use.</summary>
    public static byte[] Ensure(string file, string without)
    {
        try
        {
            if (!File.Exists(file))
            {
                Write(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {file} cannot be used: {error.Message}", error);
        }
        return Read(file, without);
    }

    /// <summary>Reads 32 bytes in base64.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? key)
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
