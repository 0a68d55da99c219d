using System.Buffers;

namespace Voxie.SipGateway.Messages;

/// <summary>All header lines up to the empty one, Content-Length taken out. Bad lines are noted and left out, reading goes on.</summary>
internal sealed class HeaderSection
{
    private readonly List<SipHeader> _headers = [];

    private HeaderSection()
    {
    }

    public SipHeaders Headers { get; private set; } = SipHeaders.Empty;

    public int? ContentLength { get; private set; }

    public SipParseReason Fault { get; private set; }

    public string? FaultyHeader { get; private set; }

    public static HeaderSection Read(ref HeaderLines lines)
    {
        var section = new HeaderSection();
        section.ReadAll(ref lines);
        section.Headers = new(section._headers);
        return section;
    }

    private void ReadAll(ref HeaderLines lines)
    {
        while (true)
        {
            if (!lines.TryReadHeader(out var line))
            {
                Note(SipParseReason.HeadersUnended);
                return;
            }

            if (line.IsEmpty) return;
            if (line.Length > SipLimits.HeaderLineBytes) Note(SipParseReason.HeaderTooLong);
            else if (_headers.Count == SipLimits.Headers) Note(SipParseReason.TooManyHeaders);
            else ReadOne(line);
        }
    }

    /// <summary>Cuts a header line at its colon. False: it has no name that is a token.</summary>
    internal static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> folded)
    {
        // HCOLON = *( SP / HTAB ) ":" SWS. Space before the colon is legal, and a fold is not:
        // every spelling here either means the same header or is refused.
        var colon = line.IndexOf((byte)':');
        name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        folded = line[(colon + 1)..];
        return SipText.IsToken(name);
    }

    private void ReadOne(ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var name, out var folded))
        {
            Note(SipParseReason.HeaderLine);
            return;
        }

        var header = HeaderNames.Of(name);
        if (!TryUnfold(folded, out var value)) Note(SipParseReason.HeaderLine, header);
        else if (header == HeaderNames.ContentLength) ReadContentLength(value);
        else _headers.Add(SipHeader.Read(header, value));
    }

    // Twice the same number is harmless; two numbers are a smuggling try (RFC 4475 3.3.9).
    private void ReadContentLength(string value)
    {
        if (SipText.TryDigits(value, int.MaxValue, out var length) && (ContentLength ?? (int)length) == (int)length) ContentLength = (int)length;
        else Note(SipParseReason.ContentLength, HeaderNames.ContentLength);
    }

    /// <summary>RFC 3261 7.3.1: a fold with the white space around it is one space.</summary>
    internal static bool TryUnfold(ReadOnlySpan<byte> folded, out string value)
    {
        value = "";
        if (folded.IndexOf("\r\n"u8) < 0)
        {
            if (SipText.HasStrayControl(folded)) return false;
            value = SipText.Decode(SipText.TrimSpace(folded));
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(folded.Length);
        var length = 0;
        while (!folded.IsEmpty)
        {
            var end = folded.IndexOf("\r\n"u8);
            var piece = SipText.TrimSpace(end < 0 ? folded : folded[..end]);
            folded = end < 0 ? default : folded[(end + 2)..];
            if (piece.IsEmpty) continue;
            if (length > 0) buffer[length++] = (byte)' ';
            piece.CopyTo(buffer.AsSpan(length));
            length += piece.Length;
        }

        var unfolded = buffer.AsSpan(0, length);
        var isClean = !SipText.HasStrayControl(unfolded);
        if (isClean) value = SipText.Decode(unfolded);
        ArrayPool<byte>.Shared.Return(buffer);
        return isClean;
    }

    private void Note(SipParseReason reason, string? header = null)
    {
        if (Fault != SipParseReason.None) return;
        (Fault, FaultyHeader) = (reason, header);
    }
}
