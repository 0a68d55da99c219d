using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>Protects media packets that we send (RFC 3711 3.3). One thread at a time; allocates nothing per packet.</summary>
internal sealed class SrtpSender(SrtpSuite suite, IPacketCipher cipher) : IDisposable
{
    private readonly SourceTable _sources = new();

    /// <summary>Protects the packet at the head of the buffer.</summary>
    /// <param name="buffer">Has room for the tag behind the packet.</param>
    /// <returns>Its new length; 0: it must not be sent (a number used before, which would lay two packets under one key stream).</returns>
    public int Protect(Span<byte> buffer, int length)
    {
        var header = RtpHeader.Measure(buffer[..length]);
        if (header == 0) return 0;
        var ssrc = RtpHeader.Ssrc(buffer);
        var source = _sources.Find(ssrc);
        if ((source < 0 ? RtpHeader.Sequence(buffer) : PacketIndex.Nearest(_sources.Highest(source), RtpHeader.Sequence(buffer))) is not { } index) return 0;
        if (source >= 0 && !_sources.IsInherited(source) && _sources.Judge(source, index) != SrtpVerdict.Good) return 0;

        _sources.Mark(source, ssrc, index);
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        cipher.Seal(buffer[..header], buffer[header..length], suite.IsAead ? [] : rollover, ssrc, index, buffer.Slice(length, cipher.TagBytes));
        return length + cipher.TagBytes;
    }

    /// <summary>Goes on counting where another left off under the same key.</summary>
    public void Inherit(SrtpSender before) => _sources.Inherit(before._sources);

    public void Dispose() => cipher.Dispose();
}
