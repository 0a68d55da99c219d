using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Voxie.SipGateway.Srtp;

/// <summary>
/// AES in counter mode by the processor's own instructions, where it has them: for packets as short as ours the way into a library costs several
/// times what the cipher does.
/// </summary>
internal sealed class AesRounds
{
    private const int WordsPerBlock = 4;

    // FIPS 197 5.2: one key for each round and one before the first.
    private readonly Vector128<byte>[] _keys;

    /// <param name="key">16 or 32 bytes.</param>
    public AesRounds(ReadOnlySpan<byte> key)
    {
        var keyWords = key.Length / 4;
        var words = new uint[WordsPerBlock * (keyWords + 7)];
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(words);
        uint round = 1;
        for (var i = keyWords; i < words.Length; i++)
        {
            var word = words[i - 1];
            if (i % keyWords == 0)
            {
                // The instruction's own constant has to be one for the compiler, so it is 0 and ours follows.
                word = X86Aes.KeygenAssist(Vector128.Create(0, 0, 0, word).AsByte(), 0).AsUInt32()[3] ^ round;
                round = round << 1 ^ (round >> 7) * 0x11B;
            }
            else if (keyWords == 8 && i % keyWords == 4)
            {
                word = X86Aes.KeygenAssist(Vector128.Create(0, 0, 0, word).AsByte(), 0).AsUInt32()[2];
            }

            words[i] = words[i - keyWords] ^ word;
        }

        _keys = MemoryMarshal.Cast<uint, Vector128<byte>>(words).ToArray();
        Array.Clear(words);
    }

    public static bool AreSupported => X86Aes.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="first">The first counter block; its last 32 bits count.</param>
    public void Apply(ReadOnlySpan<byte> first, Span<byte> data)
    {
        var counter = BinaryPrimitives.ReadUInt32BigEndian(first[12..]);
        var fixedPart = Vector128.Create(first).AsUInt32();
        ref var key = ref MemoryMarshal.GetArrayDataReference(_keys);
        var last = _keys.Length - 1;
        // Four blocks at once: the instructions of one wait for those of the others, not for themselves.
        for (; data.Length >= 4 * CounterMode.BlockBytes; data = data[(4 * CounterMode.BlockBytes)..])
        {
            var (a, b, c, d) = (Block(fixedPart, counter++) ^ key, Block(fixedPart, counter++) ^ key, Block(fixedPart, counter++) ^ key, Block(fixedPart, counter++) ^ key);
            for (var i = 1; i < last; i++)
            {
                var round = Unsafe.Add(ref key, i);
                (a, b, c, d) = (X86Aes.Encrypt(a, round), X86Aes.Encrypt(b, round), X86Aes.Encrypt(c, round), X86Aes.Encrypt(d, round));
            }

            var end = Unsafe.Add(ref key, last);
            Mix(data, X86Aes.EncryptLast(a, end));
            Mix(data[CounterMode.BlockBytes..], X86Aes.EncryptLast(b, end));
            Mix(data[(2 * CounterMode.BlockBytes)..], X86Aes.EncryptLast(c, end));
            Mix(data[(3 * CounterMode.BlockBytes)..], X86Aes.EncryptLast(d, end));
        }

        Span<byte> rest = stackalloc byte[CounterMode.BlockBytes];
        while (!data.IsEmpty)
        {
            var a = Block(fixedPart, counter++) ^ key;
            for (var i = 1; i < last; i++) a = X86Aes.Encrypt(a, Unsafe.Add(ref key, i));
            a = X86Aes.EncryptLast(a, Unsafe.Add(ref key, last));
            if (data.Length >= CounterMode.BlockBytes)
            {
                Mix(data, a);
                data = data[CounterMode.BlockBytes..];
                continue;
            }

            a.CopyTo(rest);
            for (var i = 0; i < data.Length; i++) data[i] ^= rest[i];
            break;
        }
    }

    private static Vector128<byte> Block(Vector128<uint> fixedPart, uint counter) => fixedPart.WithElement(3, BinaryPrimitives.ReverseEndianness(counter)).AsByte();

    private static void Mix(Span<byte> data, Vector128<byte> keystream) => (Vector128.Create<byte>(data[..CounterMode.BlockBytes]) ^ keystream).CopyTo(data);
}
