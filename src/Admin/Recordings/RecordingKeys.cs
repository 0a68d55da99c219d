using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Voxie.Admin.Config;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Recordings;

/// <summary>The key that new recordings are sealed with, and the older ones that opened earlier recordings.</summary>
internal sealed class RecordingKeys
{
    public const string FileName = "recordings.key";
    private const string Loss = "recordings cannot be opened";
    private const int SaltBytes = 16;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <param name="current">Null: new recordings are not sealed.</param>
    public RecordingKeys(byte[]? current, params IEnumerable<byte[]> older)
    {
        foreach (var key in older)
        {
            _keys[IdOf(key)] = key;
        }
        if (current is not null)
        {
            CurrentId = IdOf(current);
            _keys[CurrentId] = current;
        }
    }

    /// <summary>8 characters; tells keys apart and nothing of them. Null: new recordings are not sealed.</summary>
    public string? CurrentId { get; }

    /// <exception cref="StorageException">A key file cannot be read or made.</exception>
    public static RecordingKeys Load(VoxieConfig config)
    {
        var options = config.Options.Recordings;
        var older = options.OldKeyFiles.Select(file => KeyFile.Read(Path.GetFullPath(file, config.Folder), Loss)).ToList();
        var own = Path.Combine(config.DataFolder, FileName);
        byte[]? current = null;
        if (config.RecordingsKey is { } given && KeyFile.TryParse(given.Reveal(), out var configured))
        {
            current = configured;
        }
        else if (options.KeyFile is { } file)
        {
            current = KeyFile.Read(Path.GetFullPath(file, config.Folder), Loss);
        }
        else if (options.Encrypt)
        {
            current = KeyFile.Ensure(own, Loss);
        }
        if (File.Exists(own))
        {
            older.Add(KeyFile.Read(own, Loss));
        }
        if (!options.Encrypt && current is not null)
        {
            older.Add(current);
        }
        return new RecordingKeys(options.Encrypt ? current : null, older);
    }

    /// <summary>A key of its own for one file: a nonce can repeat in none of them.</summary>
    public bool TryDerive(string keyId, ReadOnlySpan<byte> salt, [NotNullWhen(true)] out byte[]? key)
    {
        key = _keys.TryGetValue(keyId, out var master)
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, master, master.Length, salt.ToArray(), "voxie recording"u8.ToArray())
            : null;
        return key is not null;
    }

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
}
