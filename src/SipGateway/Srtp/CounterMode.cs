using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Srtp;

/// <summary>AES in counter mode. One thread at a time; allocates nothing after its making.</summary>
internal sealed class CounterMode : IDisposable
{
    public const int BlockBytes = 16;

    // Room for 20 ms of G.711 in one call of the cipher; what is longer takes several.
    private const int ChunkBytes = 16 * BlockBytes;

    private readonly AesRounds? _rounds;
    private readonly Aes? _aes;
    private readonly ICryptoTransform? _encrypt;
    private readonly byte[] _counters = [];
    private readonly byte[] _keystream = [];

    public CounterMode(ReadOnlySpan<byte> key)
        : this(key, AesRounds.AreSupported)
    {
    }

    /// <param name="byInstructions">By the processor's instructions for AES, else by .NET.</param>
    internal CounterMode(ReadOnlySpan<byte> key, bool byInstructions)
    {
        if (byInstructions)
        {
            _rounds = new AesRounds(key);
            return;
        }

        (_counters, _keystream) = (new byte[ChunkBytes], new byte[ChunkBytes]);
        _aes = Aes.Create();
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(key);
        _encrypt = _aes.CreateEncryptor();
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="first">The first counter block; its last 32 bits count.</param>
    public void Apply(ReadOnlySpan<byte> first, Span<byte> data)
    {
        if (_rounds is { } rounds)
        {
            rounds.Apply(first, data);
            return;
        }

        var counter = BinaryPrimitives.ReadUInt32BigEndian(first[12..]);
        while (!data.IsEmpty)
        {
            var length = Math.Min(data.Length, ChunkBytes);
            var whole = (length + BlockBytes - 1) / BlockBytes * BlockBytes;
            for (var at = 0; at < whole; at += BlockBytes)
            {
                var block = _counters.AsSpan(at, BlockBytes);
                first[..12].CopyTo(block);
                BinaryPrimitives.WriteUInt32BigEndian(block[12..], counter++);
            }

            _encrypt!.TransformBlock(_counters, 0, whole, _keystream, 0);
            for (var i = 0; i < length; i++) data[i] ^= _keystream[i];
            data = data[length..];
        }
    }

    public void Dispose()
    {
        _encrypt?.Dispose();
        _aes?.Dispose();
    }
}
