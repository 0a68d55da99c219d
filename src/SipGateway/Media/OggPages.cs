using System.Buffers.Binary;

namespace Voxie.SipGateway.Media;

/// <summary>Pages of one Ogg stream (RFC 3533 6): packets are gathered and written as one page, none of them across pages.</summary>
internal sealed class OggPages(uint serial)
{
    private const int MaxSegments = 255;
    private const int FixedHeader = 27;
    private const int ChecksumAt = 22;
    private const byte First = 2;
    private const byte Last = 4;

    private static readonly uint[] Table = MakeTable();

    private readonly byte[] _lacing = new byte[MaxSegments];
    private readonly byte[] _body = new byte[MaxSegments * 255];
    private int _segments;
    private int _bytes;
    private uint _number;

    public bool HasPackets => _segments > 0;

    /// <returns>False: the page has no room for it; write that first.</returns>
    public bool TryAdd(ReadOnlySpan<byte> packet)
    {
        var segments = packet.Length / 255 + 1;
        if (_segments + segments > MaxSegments) return false;
        _lacing.AsSpan(_segments, segments - 1).Fill(255);
        _lacing[_segments + segments - 1] = (byte)(packet.Length % 255);
        packet.CopyTo(_body.AsSpan(_bytes));
        _segments += segments;
        _bytes += packet.Length;
        return true;
    }

    /// <param name="position">Where the page ends.</param>
    public void WriteTo(Stream stream, long position, bool isFirst, bool isLast)
    {
        var page = new byte[FixedHeader + _segments + _bytes];
        "OggS"u8.CopyTo(page);
        page[5] = (byte)((isFirst ? First : 0) | (isLast ? Last : 0));
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), position);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), serial);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), _number++);
        page[26] = (byte)_segments;
        _lacing.AsSpan(0, _segments).CopyTo(page.AsSpan(FixedHeader));
        _body.AsSpan(0, _bytes).CopyTo(page.AsSpan(FixedHeader + _segments));
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(ChecksumAt), Checksum(page));
        stream.Write(page);
        (_segments, _bytes) = (0, 0);
    }

    /// <summary>Reads a page at the head of the bytes.</summary>
    /// <returns>Its length; 0: there is no whole page, or a damaged one.</returns>
    public static int Measure(ReadOnlySpan<byte> bytes, out long position, out bool isLast)
    {
        (position, isLast) = (0, false);
        if (bytes.Length < FixedHeader || !bytes.StartsWith("OggS"u8) || bytes.Length < FixedHeader + bytes[26]) return 0;
        var length = FixedHeader + bytes[26];
        foreach (var lacing in bytes.Slice(FixedHeader, bytes[26])) length += lacing;
        if (bytes.Length < length) return 0;
        var page = bytes[..length].ToArray();
        page.AsSpan(ChecksumAt, 4).Clear();
        if (Checksum(page) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..])) return 0;
        position = BinaryPrimitives.ReadInt64LittleEndian(bytes[6..]);
        isLast = (bytes[5] & Last) != 0;
        return length;
    }

    // RFC 3533 6: CRC-32 with polynomial 0x04C11DB7, not reflected, from zero.
    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        uint sum = 0;
        foreach (var value in page) sum = (sum << 8) ^ Table[(byte)(sum >> 24) ^ value];
        return sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++) value = (value << 1) ^ ((value & 0x8000_0000) != 0 ? 0x04C11DB7u : 0);
            table[i] = value;
        }
        return table;
    }
}
