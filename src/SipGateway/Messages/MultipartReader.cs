namespace Voxie.SipGateway.Messages;

/// <summary>Cuts a multipart body at its boundary lines (RFC 2046 5.1.1). Each byte is looked at once.</summary>
internal sealed class MultipartReader
{
    private readonly byte[] _delimiter;
    private ReadOnlyMemory<byte> _rest;
    private bool _atEnd;

    public MultipartReader(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> boundary)
    {
        _delimiter = [.. "\r\n--"u8, .. boundary];
        // The first boundary line may stand at the very start, without the CRLF that otherwise belongs to it.
        if (body.Span.StartsWith(_delimiter.AsSpan(2))) _rest = body[(_delimiter.Length - 2)..];
        else
        {
            var preamble = body.Span.IndexOf(_delimiter);
            if (preamble >= 0) _rest = body[(preamble + _delimiter.Length)..];
        }

        // The rest now begins behind a boundary's last character.
        _atEnd = _rest.IsEmpty || !TryEndBoundaryLine();
    }

    /// <summary>The next part, headers and content. A body cut off before its closing boundary still gives its last part.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (_atEnd) return false;
        var end = _rest.Span.IndexOf(_delimiter);
        part = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + _delimiter.Length)..];
        _atEnd = end < 0 || !TryEndBoundaryLine();
        return true;
    }

    /// <summary>False at the closing boundary (two dashes), or where something else follows, which ends the reading too.</summary>
    private bool TryEndBoundaryLine()
    {
        var trimmed = _rest.Span.TrimStart(" \t"u8);
        if (!trimmed.StartsWith("\r\n"u8)) return false;
        // A part without headers begins with the empty line at once; it shares no CRLF with the boundary line.
        _rest = _rest[^(trimmed.Length - 2)..];
        return true;
    }
}
