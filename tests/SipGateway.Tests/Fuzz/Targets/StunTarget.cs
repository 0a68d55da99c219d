using System.Buffers.Binary;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Transport.Stun;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Answers of a STUN server.</summary>
internal sealed class StunTarget : FuzzTarget
{
    public static readonly byte[] Id = [.. Enumerable.Range(1, StunMessage.TransactionIdBytes).Select(i => (byte)i)];

    private readonly Mutator _mutants = new([Answer(0x0020, 1), Answer(0x0020, 2), Answer(0x0001, 1), Answer(0x8022, 1)], ["\0\u0001", "\0\u0020\0\u0008", "ÿÿ"]);

    public override string Name => "STUN answer";

    public override byte[] Make(int number)
    {
        var bytes = _mutants.Make(number);
        if (number % 4 == 0 || bytes.Length < 20) return bytes;
        // Three of four with the header that we wait for, or its checks would end nearly all and the attributes would not be read.
        Array.Resize(ref bytes, bytes.Length & ~3);
        Answer(0x0020, 1).AsSpan(0, 20).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - 20));
        return bytes;
    }

    public override bool Read(byte[] input)
    {
        var read = StunMessage.TryReadResponse(input, Id, out var mapped);
        Assert.Equal(read, mapped is not null);
        return read;
    }

    private static byte[] Answer(ushort attribute, byte family)
    {
        var size = family == 1 ? 8 : 20;
        var message = new byte[20 + 4 + size];
        StunMessage.Request(Id).CopyTo(message, 0);
        BinaryPrimitives.WriteUInt16BigEndian(message, 0x0101);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(4 + size));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(20), attribute);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(22), (ushort)size);
        (message[25], message[26], message[27]) = (family, 0x12, 0x34);
        for (var i = 28; i < message.Length; i++) message[i] = (byte)i;
        return message;
    }
}
