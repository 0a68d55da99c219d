using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Voxie.Admin.Recordings;

/// <summary>
/// Plain bytes over a sealed file (AES-256-GCM), seekable: a head (mark, key id, salt), then chunks of 16 KiB, each with its nonce and
/// tag and bound to its number. A chunk that is written again gets a new nonce. The last chunk may be short, and after each
/// <see cref="Flush"/> the file is whole: what a crash cuts off is what was not flushed. Not thread-safe.
/// </summary>
internal sealed class SealedStream : Stream
{
    public const int HeadBytes = 32;
    public const int ChunkBytes = 16 * 1024;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = NonceBytes + TagBytes;
    private const int KeyIdBytes = 8;

    private readonly Stream _inner;
    private readonly AesGcm _aes;
    private readonly bool _writable;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly byte[] _box = new byte[ChunkBytes + Overhead];
    private long _index = -1;
    private int _count;
    private bool _dirty;
    private long _length;
    private long _position;

    private SealedStream(Stream inner, byte[] key, bool writable)
    {
        (_inner, _aes, _writable) = (inner, new AesGcm(key, TagBytes), writable);
        var body = Math.Max(0, inner.Length - HeadBytes);
        var last = (int)(body % (ChunkBytes + Overhead));
        _length = body / (ChunkBytes + Overhead) * ChunkBytes + Math.Max(0, last - Overhead);
    }

    private static ReadOnlySpan<byte> Mark => "VOXSEAL1"u8;

    /// <summary>Begins a file. Disposes <paramref name="inner"/> with itself.</summary>
    public static SealedStream Create(Stream inner, RecordingKeys keys)
    {
        var salt = RecordingKeys.NewSalt();
        if (!keys.TryDerive(keys.CurrentId!, salt, out var key))
        {
            throw new InvalidOperationException("There is no key to seal with.");
        }
        inner.Write(Mark);
        inner.Write(Encoding.ASCII.GetBytes(keys.CurrentId!));
        inner.Write(salt);
        return new SealedStream(inner, key, writable: true);
    }

    /// <summary>Opens a file, and takes <paramref name="inner"/> over when that succeeds.</summary>
    /// <returns>Null: it was sealed with a key that is not ours (<paramref name="keyId"/>), or it is no such file (null).</returns>
    public static SealedStream? TryOpen(Stream inner, RecordingKeys keys, bool writable, out string? keyId)
    {
        keyId = null;
        var head = new byte[HeadBytes];
        inner.Position = 0;
        if (inner.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.AsSpan().StartsWith(Mark))
        {
            return null;
        }
        keyId = Encoding.ASCII.GetString(head, Mark.Length, KeyIdBytes);
        return keys.TryDerive(keyId, head.AsSpan(Mark.Length + KeyIdBytes), out var key) ? new SealedStream(inner, key, writable) : null;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => _writable;
    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Cuts off a last chunk that was torn (power loss). What stands before it is whole.</summary>
    public void TrimTorn()
    {
        if (_length == 0)
        {
            return;
        }
        var last = (_length - 1) / ChunkBytes;
        try
        {
            Load(last);
        }
        catch (CryptographicException)
        {
            SetLength(last * ChunkBytes);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var most = (int)Math.Min(buffer.Length, Math.Max(0, _length - _position));
        var done = 0;
        while (done < most)
        {
            Load(_position / ChunkBytes);
            var at = (int)(_position % ChunkBytes);
            var piece = Math.Min(most - done, _count - at);
            _chunk.AsSpan(at, piece).CopyTo(buffer[done..]);
            done += piece;
            _position += piece;
        }
        return done;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_position > _length)
        {
            throw new NotSupportedException("A recording has no holes.");
        }
        while (!buffer.IsEmpty)
        {
            Load(_position / ChunkBytes);
            var at = (int)(_position % ChunkBytes);
            var piece = Math.Min(buffer.Length, ChunkBytes - at);
            buffer[..piece].CopyTo(_chunk.AsSpan(at));
            _count = Math.Max(_count, at + piece);
            _dirty = true;
            _position += piece;
            _length = Math.Max(_length, _position);
            buffer = buffer[piece..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        Store();
        _inner.Flush();
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <summary>Only to make it shorter.</summary>
    public override void SetLength(long value)
    {
        if (value > _length)
        {
            throw new NotSupportedException("A recording has no holes.");
        }
        var index = value / ChunkBytes;
        var rest = (int)(value % ChunkBytes);
        if (rest > 0)
        {
            Load(index);
            (_count, _dirty) = (rest, true);
        }
        else
        {
            (_index, _count, _dirty) = (-1, 0, false);
        }
        _inner.SetLength(At(index));
        _length = value;
        _position = Math.Min(_position, value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_writable)
            {
                Store();
            }
            _aes.Dispose();
            _inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private static long At(long index) => HeadBytes + index * (ChunkBytes + Overhead);

    private void Load(long index)
    {
        if (index == _index)
        {
            return;
        }
        Store();
        _index = -1;
        _count = (int)Math.Clamp(_length - index * ChunkBytes, 0, ChunkBytes);
        if (_count > 0)
        {
            _inner.Position = At(index);
            _inner.ReadExactly(_box, 0, _count + Overhead);
            _aes.Decrypt(
                _box.AsSpan(0, NonceBytes), _box.AsSpan(Overhead, _count), _box.AsSpan(NonceBytes, TagBytes), _chunk.AsSpan(0, _count), Bound(index));
        }
        _index = index;
    }

    private void Store()
    {
        if (!_dirty)
        {
            return;
        }
        var nonce = _box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, _chunk.AsSpan(0, _count), _box.AsSpan(Overhead, _count), _box.AsSpan(NonceBytes, TagBytes), Bound(_index));
        _inner.Position = At(_index);
        _inner.Write(_box, 0, _count + Overhead);
        _dirty = false;
    }

    private static byte[] Bound(long index)
    {
        var bound = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bound, index);
        return bound;
    }
}
