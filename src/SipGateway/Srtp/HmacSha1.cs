using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Srtp;

/// <summary>
/// HMAC-SHA1 (RFC 2104) under one key, for short messages: what the key does to the hash is worked out once, and each message goes on from there.
/// .NET's own makes a new state by way of OpenSSL's providers for each message, which costs more than all the hashing. One thread at a time;
/// allocates nothing after its making.
/// </summary>
internal sealed unsafe partial class HmacSha1
{
    private const int BlockBytes = 64;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    private readonly State _inner;
    private readonly State _outer;

    /// <param name="key">At most a block of the hash.</param>
    public HmacSha1(ReadOnlySpan<byte> key)
    {
        _inner = After(key, InnerPad);
        _outer = After(key, OuterPad);
    }

    /// <summary>Of three pieces in a row.</summary>
    /// <param name="digest">20 bytes.</param>
    public void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, SHA1.HashSizeInBytes);
        var state = _inner;
        Add(&state, first);
        Add(&state, second);
        Add(&state, third);
        fixed (byte* bytes = digest)
        {
            var done = Sha1Final(bytes, &state);
            state = _outer;
            done &= Sha1Update(&state, bytes, (nuint)SHA1.HashSizeInBytes) & Sha1Final(bytes, &state);
            if (done != 1) throw new CryptographicException("SHA-1 failed.");
        }
    }

    private static State After(ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Fill(pad);
        for (var i = 0; i < key.Length; i++) block[i] ^= key[i];
        State state;
        if (Sha1Init(&state) != 1) throw new CryptographicException("SHA-1 failed.");
        Add(&state, block);
        CryptographicOperations.ZeroMemory(block);
        return state;
    }

    private static void Add(State* state, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return;
        fixed (byte* bytes = data)
        {
            if (Sha1Update(state, bytes, (nuint)data.Length) != 1) throw new CryptographicException("SHA-1 failed.");
        }
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA1_Init")]
    private static partial int Sha1Init(State* state);

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA1_Update")]
    private static partial int Sha1Update(State* state, byte* data, nuint length);

    [LibraryImport("libcrypto.so.3", EntryPoint = "SHA1_Final")]
    private static partial int Sha1Final(byte* digest, State* state);

    /// <summary>OpenSSL's <c>SHA_CTX</c>: five words of hash, two of length, a block of data, a count.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 96)]
    private struct State
    {
        private uint _first;
    }
}
