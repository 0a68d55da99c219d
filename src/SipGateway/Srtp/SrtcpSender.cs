using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>Protects reports that we send (RFC 3711 3.4, RFC 7714 9). One thread at a time; allocates nothing per packet.</summary>
internal sealed class SrtcpSender(SrtpSuite suite, IPacketCipher cipher) : IDisposable
{
    private uint _next;

    /// <summary>Protects the compound packet at the head of the buffer.</summary>
    /// <param name="buffer">Has room for the tag and 4 bytes behind the packet.</param>
    /// <returns>Its new length; 0: it must not be sent.</returns>
    public int Protect(Span<byte> buffer, int length)
    {
        if (length < SrtcpPacket.ClearBytes || _next > SrtcpPacket.LastIndex) return 0;
        var index = _next++;
        Span<byte> word = stackalloc byte[SrtcpPacket.WordBytes];
        BinaryPrimitives.WriteUInt32BigEndian(word, SrtcpPacket.Encrypted | index);
        var end = length + cipher.TagBytes + SrtcpPacket.WordBytes;
        SrtcpPacket.Locate(suite, end, out var tag, out var wordAt);
        cipher.Seal(
            buffer[..SrtcpPacket.ClearBytes], buffer[SrtcpPacket.ClearBytes..length], word, SrtcpPacket.Ssrc(buffer), index, buffer.Slice(tag, cipher.TagBytes));
        word.CopyTo(buffer[wordAt..]);
        return end;
    }

    /// <summary>Goes on counting where another left off under the same key.</summary>
    public void Inherit(SrtcpSender before) => _next = before._next;

    public void Dispose() => cipher.Dispose();
}
