namespace Voxie.SipGateway.Messages;

/// <summary>Where a message ends in a stream: what its head says of the length of its body (RFC 3261 18.3, 20.14).</summary>
internal static class StreamLength
{
    /// <summary>Reads Content-Length by the rules of <see cref="HeaderSection"/>, so that framing and parsing never see two different messages.</summary>
    /// <param name="head">Start line and headers with the empty line.</param>
    /// <param name="bodyBytes">Set when the result is <see cref="SipParseReason.None"/>.</param>
    /// <returns><see cref="SipParseReason.HeaderMissing"/>: the peer tells no length, and nothing else ends a body in a stream.</returns>
    public static SipParseReason Read(ReadOnlySpan<byte> head, out int bodyBytes)
    {
        bodyBytes = 0;
        int? length = null;
        var lines = new HeaderLines(head);
        lines.TryReadStartLine(out _);
        while (lines.TryReadHeader(out var line) && !line.IsEmpty)
        {
            if (!HeaderSection.TrySplit(line, out var name, out var folded) || HeaderNames.Of(name) != HeaderNames.ContentLength)
            {
                continue;
            }

            if (!HeaderSection.TryUnfold(folded, out var value) || !SipText.TryDigits(value, int.MaxValue, out var digits)
                || (length ?? (int)digits) != (int)digits)
            {
                return SipParseReason.ContentLength;
            }

            length = (int)digits;
        }

        bodyBytes = length ?? 0;
        return length is null ? SipParseReason.HeaderMissing : SipParseReason.None;
    }
}
