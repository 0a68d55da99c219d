using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Voxie.SipGateway.Authentication;

/// <summary>
/// Makes nonces that need no memory: the time, something random, and a keyed hash of both with the source and the realm. A
/// challenge to a stranger thus costs nothing to keep. The time is monotonic: a clock that is set changes nothing. Any thread.
/// </summary>
internal sealed class NonceMint(TimeProvider time)
{
    private const int TimeBytes = 8;
    private const int RandomBytes = 6;
    private const int MacBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since this mint was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    public string New(IPAddress source, string realm)
    {
        Span<byte> nonce = stackalloc byte[TimeBytes + RandomBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, Now.Ticks);
        RandomNumberGenerator.Fill(nonce.Slice(TimeBytes, RandomBytes));
        Mac(nonce[..(TimeBytes + RandomBytes)], source, realm, nonce[(TimeBytes + RandomBytes)..]);
        return Convert.ToBase64String(nonce);
    }

    /// <summary>Whether we gave this nonce to this source for this realm, and when (as <see cref="Now"/> counts).</summary>
    public bool TryOpen(string nonce, IPAddress source, string realm, out TimeSpan madeAt)
    {
        madeAt = default;
        Span<byte> bytes = stackalloc byte[TimeBytes + RandomBytes + MacBytes];
        if (nonce.Length != bytes.Length * 4 / 3 || !Convert.TryFromBase64String(nonce, bytes, out var length) || length != bytes.Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(bytes[..(TimeBytes + RandomBytes)], source, realm, mac);
        madeAt = new TimeSpan(BinaryPrimitives.ReadInt64BigEndian(bytes));
        return CryptographicOperations.FixedTimeEquals(mac, bytes[(TimeBytes + RandomBytes)..]);
    }

    private void Mac(ReadOnlySpan<byte> head, IPAddress source, string realm, Span<byte> mac)
    {
        byte[] text = [.. head, .. source.MapToIPv6().GetAddressBytes(), .. Encoding.UTF8.GetBytes(realm)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, text, hash);
        hash[..MacBytes].CopyTo(mac);
    }
}
