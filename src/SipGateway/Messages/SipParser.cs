using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// The only code that turns bytes into messages. Never throws, whatever the bytes; time and memory grow with their
/// number and stop at <see cref="SipLimits"/>. A message it lets through has readable Via, From, To, Call-ID and CSeq.
/// </summary>
internal static class SipParser
{
    /// <summary>Reads one datagram. What lies beyond Content-Length is ignored; without one the body is all the rest (RFC 3261 18.3).</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out SipMessage? message, out SipParseError error)
    {
        message = null;
        if (datagram.Length > SipLimits.MessageBytes)
        {
            error = new(SipParseReason.TooLarge, null, null, null);
            return false;
        }

        // RFC 3261 7.5: empty lines before the start line are ignored; alone they keep a NAT binding.
        var lines = new HeaderLines(datagram.TrimStart("\r\n"u8));
        if (lines.Rest.IsEmpty)
        {
            error = new(SipParseReason.KeepAlive, null, null, null);
            return false;
        }

        if (!lines.TryReadStartLine(out var firstLine))
        {
            error = new(SipParseReason.StartLine, null, null, null);
            return false;
        }

        var start = StartLine.Read(firstLine);
        var section = HeaderSection.Read(ref lines);
        var headers = section.Headers;
        var (reason, header) = FirstFault(start, section, lines.Rest.Length);
        error = new(reason, header, start.Method, headers);
        if (reason != SipParseReason.None) return false;

        var body = lines.Rest[..(section.ContentLength ?? lines.Rest.Length)].ToArray();
        message = start.RequestUri is { } uri
            ? new SipRequest { Method = start.Method!, RequestUri = uri, Headers = headers, Body = body }
            : new SipResponse { StatusCode = start.StatusCode, ReasonPhrase = start.ReasonPhrase!, Headers = headers, Body = body };
        return true;
    }

    private static (SipParseReason Reason, string? Header) FirstFault(StartLine start, HeaderSection section, int bodyBytes)
    {
        if (start.Fault != SipParseReason.None) return (start.Fault, null);
        if (section.Fault != SipParseReason.None) return (section.Fault, section.FaultyHeader);
        var core = section.Headers.Core;
        if (core.Fault != SipParseReason.None) return (core.Fault, core.FaultyHeader);
        if (start.Method != null && core.CSeq!.Value.Method != start.Method) return (SipParseReason.CSeqMethod, HeaderNames.CSeq);
        if (section.ContentLength > bodyBytes) return (SipParseReason.BodyTruncated, HeaderNames.ContentLength);
        return (SipParseReason.None, null);
    }
}
