namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Payloads on their way from the clock thread (the only writer) to the listening thread (the only reader). Fixed arrays, room for over
/// a second of G.711; a full ring refuses the newest and counts them.
/// </summary>
internal sealed class PacketRing
{
    private const int Slots = 128;
    private const int Bytes = 16384;

    private readonly HeardPacket[] _packets = new HeardPacket[Slots];
    private readonly int[] _lengths = new int[Slots];
    private readonly byte[] _bytes = new byte[Bytes];
    private long _written;
    private long _read;
    private long _bytesWritten;
    private long _bytesRead;
    private long _overflows;

    /// <summary>Entries refused because the ring was full. Any thread.</summary>
    public long Overflows => Volatile.Read(ref _overflows);

    public bool IsEmpty => Volatile.Read(ref _written) == Volatile.Read(ref _read);

    public void Write(in HeardPacket packet, ReadOnlySpan<byte> payload)
    {
        if (_written - Volatile.Read(ref _read) == Slots || _bytesWritten + payload.Length - Volatile.Read(ref _bytesRead) > Bytes)
        {
            Volatile.Write(ref _overflows, _overflows + 1);
            return;
        }
        var start = (int)(_bytesWritten % Bytes);
        var beforeWrap = Math.Min(payload.Length, Bytes - start);
        payload[..beforeWrap].CopyTo(_bytes.AsSpan(start));
        payload[beforeWrap..].CopyTo(_bytes);
        _bytesWritten += payload.Length;
        _packets[_written % Slots] = packet;
        _lengths[_written % Slots] = payload.Length;
        Volatile.Write(ref _written, _written + 1);
    }

    /// <param name="payload">Room for any payload that was written.</param>
    /// <param name="length">Bytes of the payload.</param>
    public bool TryRead(out HeardPacket packet, Span<byte> payload, out int length)
    {
        packet = default;
        length = 0;
        if (Volatile.Read(ref _written) == _read) return false;
        packet = _packets[_read % Slots];
        length = _lengths[_read % Slots];
        var start = (int)(_bytesRead % Bytes);
        var beforeWrap = Math.Min(length, Bytes - start);
        _bytes.AsSpan(start, beforeWrap).CopyTo(payload);
        _bytes.AsSpan(0, length - beforeWrap).CopyTo(payload[beforeWrap..]);
        Volatile.Write(ref _bytesRead, _bytesRead + length);
        Volatile.Write(ref _read, _read + 1);
        return true;
    }
}
