using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Voxie.SipGateway.Dns;

/// <summary>Reads the parts of a message from left to right; names may point back into what was read. Linear and bounded.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; private set; }

    public bool TryReadUInt16(out ushort value)
    {
        var there = Position + 2 <= _message.Length;
        value = there ? BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]) : (ushort)0;
        Position += there ? 2 : 0;
        return there;
    }

    public bool TryReadUInt32(out uint value)
    {
        var there = Position + 4 <= _message.Length;
        value = there ? BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]) : 0;
        Position += there ? 4 : 0;
        return there;
    }

    public bool TryRead(int length, out ReadOnlySpan<byte> bytes)
    {
        var there = length <= _message.Length - Position;
        bytes = there ? _message.Slice(Position, length) : default;
        Position += there ? length : 0;
        return there;
    }

    public bool TryReadAddress(int length, out IPAddress? address)
    {
        address = TryRead(length, out var bytes) ? new IPAddress(bytes) : null;
        return address is not null;
    }

    /// <summary>RFC 1035 3.3: a length and that many characters.</summary>
    public bool TryReadString(out string text)
    {
        text = "";
        if (!TryRead(1, out var length) || !TryRead(length[0], out var bytes))
        {
            return false;
        }

        text = Encoding.Latin1.GetString(bytes);
        return true;
    }

    /// <summary>
    /// RFC 1035 4.1.4. Each pointer must lead to an earlier place than the last one, so that no message can make us go round
    /// in circles. A label with anything but letters, digits, hyphen and underscore is no name of ours (dots inside it would fool us).
    /// </summary>
    public bool TryReadName(out string name)
    {
        name = "";
        var text = new StringBuilder();
        var at = Position;
        var limit = Position;
        var after = -1;
        for (var pointers = 0; ;)
        {
            if (at >= _message.Length)
            {
                return false;
            }

            var length = _message[at];
            if (length == 0)
            {
                Position = after < 0 ? at + 1 : after;
                name = text.ToString();
                return true;
            }

            if ((length & 0xC0) == 0xC0)
            {
                if (at + 2 > _message.Length || ++pointers > DnsLimits.Pointers)
                {
                    return false;
                }

                after = after < 0 ? at + 2 : after;
                at = BinaryPrimitives.ReadUInt16BigEndian(_message[at..]) & 0x3FFF;
                if (at >= limit)
                {
                    return false;
                }

                limit = at;
            }
            else if (!TryReadLabel(length, ref at, text))
            {
                return false;
            }
        }
    }

    /// <summary>Passes over a name that nobody looks at, whatever is in its labels.</summary>
    public bool TrySkipName()
    {
        while (TryRead(1, out var length))
        {
            if (length[0] == 0)
            {
                return true;
            }

            if ((length[0] & 0xC0) == 0xC0)
            {
                return TryRead(1, out _);
            }

            if (length[0] > DnsLimits.LabelBytes || !TryRead(length[0], out _))
            {
                return false;
            }
        }

        return false;
    }

    private readonly bool TryReadLabel(byte length, ref int at, StringBuilder text)
    {
        if (length > DnsLimits.LabelBytes || at + 1 + length > _message.Length || text.Length + 1 + length > DnsLimits.NameCharacters + 1)
        {
            return false;
        }

        if (text.Length > 0)
        {
            text.Append('.');
        }

        foreach (var b in _message.Slice(at + 1, length))
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }

            text.Append(char.ToLowerInvariant((char)b));
        }

        at += 1 + length;
        return true;
    }
}
