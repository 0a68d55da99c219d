using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Srtp;

/// <summary>AES in counter mode with HMAC-SHA1 (RFC 3711 4.1.1, 4.2.1; RFC 6188).</summary>
internal sealed class CounterModeCipher : IPacketCipher
{
    private const int AuthenticationKeyBytes = 20;

    private readonly CounterMode _stream;
    private readonly HmacSha1 _hash;
    private readonly byte[] _salt;
    private readonly byte[] _digest = new byte[HMACSHA1.HashSizeInBytes];

    public CounterModeCipher(ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> sessionSalt, ReadOnlySpan<byte> authenticationKey, int tagBytes)
    {
        _stream = new CounterMode(sessionKey);
        _salt = sessionSalt.ToArray();
        _hash = new HmacSha1(authenticationKey);
        TagBytes = tagBytes;
    }

    public int TagBytes { get; }

    /// <summary>With the keys derived from a master key.</summary>
    public static CounterModeCipher Of(SrtpSuite suite, ReadOnlySpan<byte> master, bool control)
    {
        var (key, salt) = (master[..suite.KeyBytes].ToArray(), master[suite.KeyBytes..].ToArray());
        return new CounterModeCipher(
            KeyDerivation.Derive(key, salt, control ? SrtpLabel.ControlEncryption : SrtpLabel.MediaEncryption, suite.KeyBytes),
            KeyDerivation.Derive(key, salt, control ? SrtpLabel.ControlSalt : SrtpLabel.MediaSalt, suite.SaltBytes),
            KeyDerivation.Derive(key, salt, control ? SrtpLabel.ControlAuthentication : SrtpLabel.MediaAuthentication, AuthenticationKeyBytes),
            control ? suite.ControlTagBytes : suite.MediaTagBytes);
    }

    public void Seal(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, Span<byte> tag)
    {
        Crypt(body, ssrc, index);
        Digest(clear, body, trailer).CopyTo(tag);
    }

    public bool TryOpen(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, ReadOnlySpan<byte> tag)
    {
        if (!CryptographicOperations.FixedTimeEquals(Digest(clear, body, trailer), tag)) return false;
        Crypt(body, ssrc, index);
        return true;
    }

    public void Dispose() => _stream.Dispose();

    // RFC 3711 4.1.1: IV = (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16).
    private void Crypt(Span<byte> body, uint ssrc, ulong index)
    {
        Span<byte> block = stackalloc byte[CounterMode.BlockBytes];
        Span<byte> number = stackalloc byte[CounterMode.BlockBytes];
        number.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(number[4..], ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(number[8..], index << 16);
        block.Clear();
        _salt.CopyTo(block);
        for (var i = 4; i < block.Length; i++) block[i] ^= number[i];
        _stream.Apply(block, body);
    }

    private ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> clear, ReadOnlySpan<byte> body, ReadOnlySpan<byte> trailer)
    {
        _hash.Compute(clear, body, trailer, _digest);
        return _digest.AsSpan(0, TagBytes);
    }
}
