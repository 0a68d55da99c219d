using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Secrets;

/// <summary>
/// Seals passwords for the database (AES-256-GCM). A sealed text is bound to the place that it belongs to, so that it cannot be
/// moved to another row. Any thread.
/// </summary>
internal sealed class SecretSeal
{
    private const string Mark = "sealed:1:";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    public SecretSeal(ReadOnlySpan<byte> key)
    {
        _key = key.Length == KeyBytes ? key.ToArray() : throw new ArgumentException("A key has 32 bytes.", nameof(key));
        KeyId = Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, 4));
    }

    /// <summary>Tells keys apart; tells nothing of the key.</summary>
    public string KeyId { get; }

    public static bool IsSealed(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <param name="place">What it is the secret of, such as <c>trunk/telnyx/outbound</c>; the same is needed to open it.</param>
    public string Seal(string secret, string place)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + text.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), text, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return $"{Mark}{KeyId}:{Convert.ToBase64String(box)}";
    }

    /// <exception cref="StorageException">It was sealed with another key or for another place, or it is damaged.</exception>
    public string Open(string sealedText, string place)
    {
        var parts = sealedText.Split(':', 4);
        if (parts is not ["sealed", "1", var keyId, var base64])
        {
            throw new StorageException($"The secret of {place} in the database is damaged.");
        }
        if (keyId != KeyId)
        {
            throw new StorageException($"The secret of {place} was sealed with key {keyId}, and this node has key {KeyId}. Give it the right one (VOXIE_SECRETS_KEY, or secrets.key in the data folder).");
        }
        try
        {
            var box = Convert.FromBase64String(base64);
            var text = new byte[box.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), text, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception error) when (error is CryptographicException or FormatException or OverflowException)
        {
            throw new StorageException($"The secret of {place} in the database is damaged.", error);
        }
    }
}
