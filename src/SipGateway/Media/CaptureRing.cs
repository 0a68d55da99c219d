namespace Voxie.SipGateway.Media;

/// <summary>
/// Datagrams of one line on their way from the clock thread (the only writer) to whoever drains it (one at a time), exactly as they were
/// on the wire. Fixed arrays, room for some seconds of an ordinary call; a full ring refuses the newest and counts them.
/// </summary>
internal sealed class CaptureRing
{
    private const int Slots = 1024;
    private const int Bytes = 256 * 1024;

    private readonly CapturedDatagram[] _datagrams = new CapturedDatagram[Slots];
    private readonly int[] _lengths = new int[Slots];
    private readonly byte[] _bytes = new byte[Bytes];
    private long _written;
    private long _read;
    private long _bytesWritten;
    private long _bytesRead;
    private long _refused;

    /// <summary>Datagrams that found the ring full. Any thread.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public void Write(in CapturedDatagram datagram, ReadOnlySpan<byte> content)
    {
        if (_written - Volatile.Read(ref _read) == Slots || _bytesWritten + content.Length - Volatile.Read(ref _bytesRead) > Bytes)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return;
        }
        var start = (int)(_bytesWritten % Bytes);
        var beforeWrap = Math.Min(content.Length, Bytes - start);
        content[..beforeWrap].CopyTo(_bytes.AsSpan(start));
        content[beforeWrap..].CopyTo(_bytes);
        _bytesWritten += content.Length;
        _datagrams[_written % Slots] = datagram;
        _lengths[_written % Slots] = content.Length;
        Volatile.Write(ref _written, _written + 1);
    }

    /// <param name="content">Room for any datagram: 2 KiB.</param>
    public bool TryRead(out CapturedDatagram datagram, Span<byte> content, out int length)
    {
        (datagram, length) = (default, 0);
        if (Volatile.Read(ref _written) == _read) return false;
        datagram = _datagrams[_read % Slots];
        length = _lengths[_read % Slots];
        var start = (int)(_bytesRead % Bytes);
        var beforeWrap = Math.Min(length, Bytes - start);
        _bytes.AsSpan(start, beforeWrap).CopyTo(content);
        _bytes.AsSpan(0, length - beforeWrap).CopyTo(content[beforeWrap..]);
        Volatile.Write(ref _bytesRead, _bytesRead + length);
        Volatile.Write(ref _read, _read + 1);
        return true;
    }
}
