using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Voxie.SipGateway.Transport.Stun;

/// <summary>The two STUN messages that tell us our own address (RFC 5389 6, 15). Pure; never throws, whatever the bytes.</summary>
internal static class StunMessage
{
    public const int TransactionIdBytes = 12;
    private const int HeaderBytes = 20;
    private const uint MagicCookie = 0x2112_A442;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort MappedAddress = 0x0001;
    private const ushort XorMappedAddress = 0x0020;
    private const ushort Fingerprint = 0x8028;
    private const uint FingerprintMask = 0x5354_554E;

    /// <summary>True for what may be STUN and cannot be SIP: the first two bits are zero, and the cookie is there (RFC 5389 8).</summary>
    public static bool Looks(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderBytes && datagram[0] < 0x40 && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie;

    /// <param name="transactionId">96 bits that nobody can guess.</param>
    public static byte[] Request(ReadOnlySpan<byte> transactionId)
    {
        var message = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt16BigEndian(message, BindingRequest);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), MagicCookie);
        transactionId.CopyTo(message.AsSpan(8, TransactionIdBytes));
        return message;
    }

    /// <summary>Reads the answer to our request.</summary>
    /// <returns>False: it is none, it is broken, or it answers another request.</returns>
    public static bool TryReadResponse(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> transactionId, [NotNullWhen(true)] out IPEndPoint? mapped)
    {
        mapped = null;
        if (!Looks(datagram) || BinaryPrimitives.ReadUInt16BigEndian(datagram) != BindingSuccess
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) is var length && (length % 4 != 0 || length != datagram.Length - HeaderBytes)
            || !datagram.Slice(8, TransactionIdBytes).SequenceEqual(transactionId))
        {
            return false;
        }

        IPEndPoint? plain = null;
        for (var at = HeaderBytes; at < datagram.Length;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            int size = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            if (at + 4 + size > datagram.Length)
            {
                mapped = null;
                return false;
            }

            var value = datagram.Slice(at + 4, size);
            switch (type)
            {
                case XorMappedAddress:
                    mapped ??= Address(value, datagram.Slice(4, 4 + TransactionIdBytes));
                    break;
                case MappedAddress: // servers of RFC 3489 know no other
                    plain ??= Address(value, default);
                    break;
                case Fingerprint when size != 4 || BinaryPrimitives.ReadUInt32BigEndian(value) != (Crc32(datagram[..at]) ^ FingerprintMask):
                    mapped = null;
                    return false;
            }

            at += 4 + ((size + 3) & ~3);
        }

        mapped ??= plain;
        return mapped is not null;
    }

    /// <param name="mask">Cookie and transaction id (15.2); empty: the address stands as it is (15.1).</param>
    private static IPEndPoint? Address(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask)
    {
        var bytes = value.Length > 1 ? value[1] switch { 1 => 4, 2 => 16, _ => 0 } : 0;
        if (bytes == 0 || value.Length != 4 + bytes)
        {
            return null;
        }

        Span<byte> address = stackalloc byte[bytes];
        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        value[4..].CopyTo(address);
        if (!mask.IsEmpty)
        {
            port ^= (ushort)(MagicCookie >> 16);
            for (var i = 0; i < bytes; i++)
            {
                address[i] ^= mask[i];
            }
        }

        return port == 0 ? null : new IPEndPoint(new IPAddress(address), port);
    }

    /// <summary>The CRC-32 of ITU V.42 (15.5). Messages are short, so bit by bit.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB8_8320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
