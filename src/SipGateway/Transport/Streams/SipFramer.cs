using System.Buffers;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// Cuts a stream of bytes into messages (RFC 3261 18.3), however the network cuts it. Pure: no socket, no clock. Holds at most
/// one message of the largest size; every byte is looked at a bounded number of times. One reader at a time.
/// </summary>
internal sealed class SipFramer : IStreamFramer
{
    private const int SmallBuffer = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
    private int _start;
    private int _end;
    private int _scanned; // bytes from _start in which the end of the head is not
    private int _headBytes; // zero: not known yet
    private int _bodyBytes;
    private bool _afterBlank;

    public SipParseReason Fault { get; private set; }

    public FramingState State => _end == _start ? FramingState.Between : _headBytes == 0 ? FramingState.InHead : FramingState.InBody;

    public Memory<byte> Room()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            Resize(SmallBuffer);
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Resize(2 * _buffer.Length);
        }

        return _buffer.AsMemory(_end);
    }

    public void Added(int bytes) => _end += bytes;

    public FramePart Next(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Fault != SipParseReason.None)
        {
            return FramePart.Broken;
        }

        if (_headBytes == 0 && _scanned == 0 && SkipBlanks() is var blank && blank != FramePart.Message)
        {
            return blank;
        }

        if (_headBytes == 0 && !FindHead())
        {
            if (Fault == SipParseReason.None)
            {
                return FramePart.None;
            }

            bytes = Held;
            return FramePart.Broken;
        }

        var length = _headBytes + _bodyBytes;
        if (_end - _start < length)
        {
            return FramePart.None;
        }

        bytes = _buffer.AsSpan(_start, length);
        _start += length;
        (_headBytes, _bodyBytes, _scanned) = (0, 0, 0);
        return FramePart.Message;
    }

    public byte[] Wrap(ReadOnlySpan<byte> message) => message.ToArray();

    public ReadOnlyMemory<byte> Farewell() => default;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<byte> Held => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Goes to the start of the next message. <see cref="FramePart.Message"/>: it begins here.</summary>
    private FramePart SkipBlanks()
    {
        while (_start < _end)
        {
            if (_buffer[_start] != '\r')
            {
                // A start line begins with a token; what does not is another protocol, and waiting for the end of its head is idle.
                _afterBlank = false;
                return SipText.TokenBytes.Contains(_buffer[_start]) ? FramePart.Message : Break(SipParseReason.StartLine);
            }

            if (_end - _start == 1)
            {
                return FramePart.None;
            }

            if (_buffer[_start + 1] != '\n')
            {
                return Break(SipParseReason.StartLine);
            }

            // One alone answers a ping of ours or follows a careless message (RFC 3261 7.5): ignored.
            _start += 2;
            _afterBlank = !_afterBlank;
            if (!_afterBlank)
            {
                return FramePart.Ping;
            }
        }

        return FramePart.None;
    }

    private bool FindHead()
    {
        var held = Held;
        var from = Math.Max(0, _scanned - 3); // the mark itself may have been cut
        var mark = held[from..].IndexOf("\r\n\r\n"u8);
        if (mark < 0)
        {
            _scanned = held.Length;
            if (held.Length >= SipLimits.MessageBytes)
            {
                Break(SipParseReason.TooLarge);
            }

            return false;
        }

        var headBytes = from + mark + 4;
        var reason = StreamLength.Read(held[..headBytes], out _bodyBytes);
        if (reason == SipParseReason.None && (long)headBytes + _bodyBytes > SipLimits.MessageBytes)
        {
            reason = SipParseReason.TooLarge;
        }

        if (reason != SipParseReason.None)
        {
            _end = _start + headBytes; // what follows is no message of anybody's
            Break(reason);
            return false;
        }

        _headBytes = headBytes;
        return true;
    }

    private FramePart Break(SipParseReason reason)
    {
        Fault = reason;
        return FramePart.Broken;
    }

    private void Resize(int size)
    {
        if (_buffer.Length < size || (_end == 0 && _buffer.Length > size))
        {
            var next = ArrayPool<byte>.Shared.Rent(size);
            Held.CopyTo(next);
            (_start, _end) = (0, _end - _start);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = next;
        }
    }
}
