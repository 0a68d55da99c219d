using System.Buffers.Binary;

namespace Voxie.SipGateway.Srtp;

/// <summary>
/// Authenticates and decrypts media packets (RFC 3711 3.3). Nothing that fails changes anything: sources, windows and roll-over
/// counters are touched by authentic packets alone. One thread at a time; allocates nothing per packet.
/// </summary>
internal sealed class SrtpReceiver(SrtpSuite suite, IPacketCipher cipher) : IDisposable
{
    private readonly SourceTable _sources = new();

    /// <param name="length">Of the plain packet, in place of the protected one.</param>
    public SrtpVerdict Unprotect(Span<byte> packet, out int length)
    {
        length = 0;
        var header = RtpHeader.Measure(packet);
        if (header == 0 || packet.Length < header + cipher.TagBytes) return SrtpVerdict.Malformed;
        var (ssrc, sequence) = (RtpHeader.Ssrc(packet), RtpHeader.Sequence(packet));
        var source = _sources.Find(ssrc);
        if (source < 0 && _sources.IsFull) return SrtpVerdict.TooManySources;
        var guess = source < 0 ? sequence : PacketIndex.Nearest(_sources.Highest(source), sequence);
        var verdict = guess is not { } near ? SrtpVerdict.TooOld
            : source >= 0 && _sources.Judge(source, near) is var known and not SrtpVerdict.Good ? known
            : TryOpen(packet, header, ssrc, near) ? SrtpVerdict.Good
            : SrtpVerdict.Forged;

        // Many peers begin at roll-over 0 with each new key, although 3.3.1 says otherwise.
        if (verdict != SrtpVerdict.Good && source >= 0 && _sources.IsInherited(source) && guess != sequence && TryOpen(packet, header, ssrc, sequence))
            (verdict, guess) = (SrtpVerdict.Good, sequence);
        if (verdict != SrtpVerdict.Good) return verdict;
        _sources.Mark(source, ssrc, guess!.Value);
        length = packet.Length - cipher.TagBytes;
        return SrtpVerdict.Good;
    }

    /// <summary>Takes over where another key left off.</summary>
    public void Inherit(SrtpReceiver before) => _sources.Inherit(before._sources);

    public void Dispose() => cipher.Dispose();

    private bool TryOpen(Span<byte> packet, int header, uint ssrc, ulong index)
    {
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        var end = packet.Length - cipher.TagBytes;
        return cipher.TryOpen(packet[..header], packet[header..end], suite.IsAead ? [] : rollover, ssrc, index, packet[end..]);
    }
}
