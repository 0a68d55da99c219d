using System.Buffers.Binary;

namespace Voxie.SipGateway.Rtp;

/// <summary>Why a datagram is not an RTP packet.</summary>
internal enum RtpError
{
    None,
    /// <summary>Shorter than a fixed header.</summary>
    TooShort,
    /// <summary>Not version 2.</summary>
    Version,
    /// <summary>It is RTCP (RFC 5761 4: packet types 192 to 223).</summary>
    Control,
    /// <summary>More contributing sources than bytes.</summary>
    Sources,
    /// <summary>The header extension is longer than the packet.</summary>
    Extension,
    /// <summary>The padding count is 0 or more than there is.</summary>
    Padding,
}

/// <summary>RFC 3550 5.1, as a view of the datagram: valid as long as the buffer is.</summary>
internal readonly ref struct RtpPacket
{
    public const int HeaderBytes = 12;

    private RtpPacket(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> payload)
    {
        Marker = (datagram[1] & 0x80) != 0;
        PayloadType = (byte)(datagram[1] & 0x7F);
        Sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        Timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        Ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]);
        Payload = payload;
    }

    public bool Marker { get; }
    public byte PayloadType { get; }
    public ushort Sequence { get; }
    public uint Timestamp { get; }
    public uint Ssrc { get; }
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Never throws; every length in the packet is checked against what came.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet, out RtpError error)
    {
        packet = default;
        error = RtpError.TooShort;
        if (datagram.Length < HeaderBytes) return false;
        error = RtpError.Version;
        if (datagram[0] >> 6 != 2) return false;
        error = RtpError.Control;
        if (datagram[1] is >= 192 and <= 223) return false;

        error = RtpError.Sources;
        var start = HeaderBytes + 4 * (datagram[0] & 0x0F);
        if (start > datagram.Length) return false;
        if ((datagram[0] & 0x10) != 0)
        {
            error = RtpError.Extension;
            if (start + 4 > datagram.Length) return false;
            start += 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(datagram[(start + 2)..]);
            if (start > datagram.Length) return false;
        }
        var end = datagram.Length;
        if ((datagram[0] & 0x20) != 0)
        {
            error = RtpError.Padding;
            var padding = datagram[^1];
            if (padding == 0 || padding > end - start) return false;
            end -= padding;
        }
        packet = new RtpPacket(datagram, datagram[start..end]);
        error = RtpError.None;
        return true;
    }

    /// <summary>Writes a fixed header: no padding, extension or contributing sources.</summary>
    /// <param name="target">At least <see cref="HeaderBytes"/> bytes.</param>
    public static void WriteHeader(Span<byte> target, bool marker, byte payloadType, ushort sequence, uint timestamp, uint ssrc)
    {
        target[0] = 0x80;
        target[1] = (byte)((marker ? 0x80 : 0) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], ssrc);
    }
}
