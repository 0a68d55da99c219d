using System.Buffers.Binary;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// The server's side of a WebSocket (RFC 6455) that carries SIP (RFC 7118): each message of it, in one frame or several, is one SIP message,
/// with or without Content-Length. Holds one message of the largest size at most.
/// </summary>
internal sealed class WebSocketFramer : IStreamFramer
{
    private const int Text = 1;
    private const int Binary = 2;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;
    private const int LongestHead = 14;
    private const int LongestControl = 125;
    private const int SmallBuffer = 4096;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;
    private byte[] _message = [];
    private int _collected;
    private bool _fragmented;
    private bool _over;

    public SipParseReason Fault { get; private set; }

    public FramingState State => _fragmented ? FramingState.InBody : _end > _start ? FramingState.InHead : FramingState.Between;

    public Memory<byte> Room()
    {
        var held = _end - _start;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
            (_start, _end) = (0, held);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, SipLimits.MessageBytes + LongestHead)); // a longer frame is refused by its head
        }
        else if (held == 0 && _buffer.Length > SmallBuffer)
        {
            _buffer = new byte[SmallBuffer];
        }

        return _buffer.AsMemory(_end);
    }

    public void Added(int bytes) => _end += bytes;

    public FramePart Next(out ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            bytes = default;
            if (_over)
            {
                return FramePart.Over;
            }

            if (Fault != SipParseReason.None)
            {
                return FramePart.Broken;
            }

            if (!TryTakeFrame(out var code, out var isLast, out var payload))
            {
                return Fault == SipParseReason.None ? FramePart.None : FramePart.Broken;
            }

            var part = code switch
            {
                Ping => Reply(Pong, payload, out bytes),
                Close => Leave(payload, out bytes),
                Pong => FramePart.None,
                _ => Collect(payload, isLast, out bytes),
            };
            if (part != FramePart.None)
            {
                return part;
            }
        }
    }

    public byte[] Wrap(ReadOnlySpan<byte> message) => Frame(Text, message);

    /// <summary>7.1.2: a close of our own, with its code; none when the peer's is answered.</summary>
    public ReadOnlyMemory<byte> Farewell()
    {
        var code = Fault switch { SipParseReason.None => 1000, SipParseReason.TooLarge => 1009, _ => 1002 };
        return _over ? default : Frame(Close, [(byte)(code >> 8), (byte)code]);
    }

    public void Dispose()
    {
    }

    /// <summary>A frame of ours: never masked (5.1), never cut.</summary>
    private static byte[] Frame(int code, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length <= LongestControl ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[head + payload.Length];
        frame[0] = (byte)(0x80 | code);
        frame[1] = (byte)(head switch { 2 => payload.Length, 4 => 126, _ => 127 });
        if (head == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else if (head == 10)
        {
            BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
        }

        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }

    /// <summary>Takes the next whole frame, its mask taken off.</summary>
    private bool TryTakeFrame(out int code, out bool isLast, out Span<byte> payload)
    {
        (code, isLast) = (0, false);
        payload = default;
        var held = _buffer.AsSpan(_start, _end - _start);
        if (held.Length < 2)
        {
            return false;
        }

        (code, isLast) = (held[0] & 0x0F, (held[0] & 0x80) != 0);
        var isControl = code >= Close;
        // 5.2: no extension is agreed, so no reserved bit; 5.1: clients mask; 5.4: controls are not cut, and a message is continued by code 0 only.
        var fits = (held[0] & 0x70) == 0 && (held[1] & 0x80) != 0
            && (isControl ? code <= Pong && isLast : _fragmented ? code == 0 : code is Text or Binary);
        var shortLength = held[1] & 0x7F;
        var at = shortLength switch { 126 => 4, 127 => 10, _ => 2 };
        if (!fits || (isControl && shortLength > LongestControl))
        {
            return Break(SipParseReason.StartLine);
        }

        if (held.Length < at)
        {
            return false;
        }

        var length = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(held[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(held[2..]),
            _ => (ulong)shortLength,
        };
        if (length > SipLimits.MessageBytes || (!isControl && length + (ulong)_collected > SipLimits.MessageBytes))
        {
            return Break(SipParseReason.TooLarge);
        }

        var whole = at + 4 + (int)length;
        if (held.Length < whole)
        {
            return false;
        }

        var mask = held.Slice(at, 4);
        payload = held[(at + 4)..whole];
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i & 3];
        }

        _start += whole;
        return true;
    }

    private FramePart Collect(Span<byte> payload, bool isLast, out ReadOnlySpan<byte> bytes)
    {
        bytes = payload;
        if (!isLast || _fragmented)
        {
            if (_message.Length < _collected + payload.Length)
            {
                Array.Resize(ref _message, Math.Min(SipLimits.MessageBytes, Math.Max(2 * _message.Length, _collected + payload.Length)));
            }

            payload.CopyTo(_message.AsSpan(_collected));
            _collected += payload.Length;
            _fragmented = !isLast;
            if (!isLast)
            {
                return FramePart.None;
            }

            bytes = _message.AsSpan(0, _collected);
            (_message, _collected) = ([], 0);
        }

        // RFC 5626 3.5.1: two line ends ask, one answers.
        return bytes.SequenceEqual("\r\n\r\n"u8) ? FramePart.Ping
            : bytes.Length == 0 || bytes.SequenceEqual("\r\n"u8) ? FramePart.None
            : FramePart.Message;
    }

    private static FramePart Reply(int code, ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> bytes)
    {
        bytes = Frame(code, payload);
        return FramePart.Reply;
    }

    /// <summary>5.5.1: a close is answered by one with the same code, and nothing follows.</summary>
    private FramePart Leave(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> bytes)
    {
        _over = true;
        return Reply(Close, payload.Length >= 2 ? payload[..2] : [], out bytes);
    }

    private bool Break(SipParseReason reason)
    {
        Fault = reason;
        return false;
    }
}
