using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>
/// Authenticates and decrypts reports (RFC 3711 3.4, RFC 7714 9), with a replay window of their own. Nothing that fails changes
/// anything. One thread at a time; allocates nothing per packet.
/// </summary>
internal sealed class SrtcpReceiver(SrtpSuite suite, IPacketCipher cipher) : IDisposable
{
    private readonly SourceTable _sources = new();

    /// <param name="length">Of the plain packet, in place of the protected one.</param>
    public SrtpVerdict Unprotect(Span<byte> packet, out int length)
    {
        length = 0;
        if (packet.Length < SrtcpPacket.ClearBytes + SrtcpPacket.WordBytes + cipher.TagBytes || packet[0] >> 6 != 2) return SrtpVerdict.Malformed;
        SrtcpPacket.Locate(suite, packet.Length, out var tag, out var wordAt);
        var word = packet.Slice(wordAt, SrtcpPacket.WordBytes);
        var index = BinaryPrimitives.ReadUInt32BigEndian(word) & ~SrtcpPacket.Encrypted;
        if ((word[0] & 0x80) == 0) return SrtpVerdict.NotEncrypted;
        var ssrc = SrtcpPacket.Ssrc(packet);
        var source = _sources.Find(ssrc);
        if (source < 0 && _sources.IsFull) return SrtpVerdict.TooManySources;
        if (source >= 0 && _sources.Judge(source, index) is var known and not SrtpVerdict.Good) return known;

        var end = Math.Min(tag, wordAt);
        if (!cipher.TryOpen(
            packet[..SrtcpPacket.ClearBytes], packet[SrtcpPacket.ClearBytes..end], word, ssrc, index, packet.Slice(tag, cipher.TagBytes)))
        {
            return SrtpVerdict.Forged;
        }

        _sources.Mark(source, ssrc, index);
        length = end;
        return SrtpVerdict.Good;
    }

    public void Dispose() => cipher.Dispose();
}
