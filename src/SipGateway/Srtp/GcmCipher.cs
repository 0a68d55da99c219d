using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Srtp;

/// <summary>AES-GCM with a tag of 16 bytes (RFC 7714).</summary>
internal sealed class GcmCipher : IPacketCipher
{
    /// <summary>Longest body that is opened: more than any datagram that we read.</summary>
    public const int MaxBody = 2048;

    private const int NonceBytes = 12;
    private const int TrailerBytes = 4;

    private readonly AesGcm _gcm;
    private readonly CounterMode _stream;
    private readonly byte[] _salt;
    private readonly byte[] _clear = new byte[64];
    private readonly byte[] _tag = new byte[16];
    private byte[]? _resealed;

    public GcmCipher(ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> sessionSalt)
    {
        _gcm = new AesGcm(sessionKey, _tag.Length);
        _stream = new CounterMode(sessionKey);
        _salt = sessionSalt.ToArray();
    }

    public int TagBytes => _tag.Length;

    /// <summary>With the keys derived from a master key.</summary>
    public static GcmCipher Of(SrtpSuite suite, ReadOnlySpan<byte> master, bool control)
    {
        var (key, salt) = (master[..suite.KeyBytes].ToArray(), master[suite.KeyBytes..].ToArray());
        return new GcmCipher(
            KeyDerivation.Derive(key, salt, control ? SrtpLabel.ControlEncryption : SrtpLabel.MediaEncryption, suite.KeyBytes),
            KeyDerivation.Derive(key, salt, control ? SrtpLabel.ControlSalt : SrtpLabel.MediaSalt, suite.SaltBytes));
    }

    public void Seal(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        WriteNonce(nonce, ssrc, index);
        _gcm.Encrypt(nonce, body, body, tag, Associated(clear, trailer));
    }

    /// <remarks>
    /// <see cref="AesGcm.Decrypt(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte}, ReadOnlySpan{byte})"/> throws on a wrong tag, and a flood
    /// of forged packets must not cost the clock thread an exception each. So the tag is made again: decrypting in counter mode (SP 800-38D 7.2: the
    /// counter starts at 2) and sealing the outcome gives the tag of exactly this ciphertext, which is then compared.
    /// </remarks>
    public bool TryOpen(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, ReadOnlySpan<byte> tag)
    {
        if (body.Length > MaxBody || tag.Length != TagBytes) return false;
        _resealed ??= new byte[MaxBody];
        Span<byte> block = stackalloc byte[CounterMode.BlockBytes];
        WriteNonce(block, ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(block[NonceBytes..], 2);
        _stream.Apply(block, body);
        var again = _resealed.AsSpan(0, body.Length);
        _gcm.Encrypt(block[..NonceBytes], body, again, _tag, Associated(clear, trailer));
        if (CryptographicOperations.FixedTimeEquals(_tag, tag)) return true;
        again.CopyTo(body);
        return false;
    }

    public void Dispose()
    {
        _gcm.Dispose();
        _stream.Dispose();
    }

    // RFC 7714 8.1 and 9.1: 00 00, SSRC, 48 bits of index, all XOR the salt.
    private void WriteNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        Span<byte> number = stackalloc byte[8];
        _salt.CopyTo(nonce);
        BinaryPrimitives.WriteUInt64BigEndian(number, index);
        for (var i = 0; i < 6; i++) nonce[6 + i] ^= number[2 + i];
        BinaryPrimitives.WriteUInt32BigEndian(number, ssrc);
        for (var i = 0; i < 4; i++) nonce[2 + i] ^= number[i];
    }

    /// <summary>Both parts as one. Only reports have a trailer, and their clear part is 8 bytes (all of a report that is not encrypted comes as clear part alone).</summary>
    private ReadOnlySpan<byte> Associated(ReadOnlySpan<byte> clear, ReadOnlySpan<byte> trailer)
    {
        if (trailer.IsEmpty) return clear;
        var both = clear.Length + TrailerBytes <= _clear.Length ? _clear : new byte[clear.Length + TrailerBytes];
        clear.CopyTo(both);
        trailer.CopyTo(both.AsSpan(clear.Length));
        return both.AsSpan(0, clear.Length + trailer.Length);
    }
}
