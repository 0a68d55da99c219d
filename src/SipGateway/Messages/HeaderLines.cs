namespace Voxie.SipGateway.Messages;

/// <summary>Cuts bytes into lines at CRLF and nowhere else, folded lines kept together. A bare CR or LF stays inside its line, where it is refused.</summary>
internal ref struct HeaderLines(ReadOnlySpan<byte> bytes)
{
    /// <summary>What has not been read; after the empty line, the body.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    public bool TryReadStartLine(out ReadOnlySpan<byte> line)
    {
        var end = Rest.IndexOf("\r\n"u8);
        line = end < 0 ? default : Rest[..end];
        if (end >= 0) Rest = Rest[(end + 2)..];
        return end >= 0;
    }

    /// <summary>Reads one header with its continuation lines; empty at the empty line. False: the bytes end inside a line.</summary>
    public bool TryReadHeader(out ReadOnlySpan<byte> line)
    {
        line = default;
        // A datagram that ends after a whole line ends its headers too, as messages of both torture RFCs do.
        if (Rest.IsEmpty) return true;
        var end = 0;
        while (true)
        {
            var next = Rest[end..].IndexOf("\r\n"u8);
            if (next < 0)
            {
                Rest = default;
                return false;
            }

            end += next;
            var after = end + 2;
            // The line after an empty one is body, whatever it begins with.
            var isFolded = end > 0 && after < Rest.Length && Rest[after] is (byte)' ' or (byte)'\t';
            if (!isFolded) break;
            end = after;
        }

        line = Rest[..end];
        Rest = Rest[(end + 2)..];
        return true;
    }
}
