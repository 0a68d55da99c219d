using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>A message/sipfrag body (RFC 3420) as far as REFER needs it: the status line of the response that the referred request got.</summary>
internal static class SipFragment
{
    public static readonly MediaType Type = new("message", "sipfrag", SipParameters.None);

    /// <summary>The status of the first line; null: no status line.</summary>
    public static int? Status(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOfAny("\r\n"u8);
        var start = StartLine.Read(end < 0 ? body : body[..end]);
        return start.Fault == SipParseReason.None && start.StatusCode > 0 ? start.StatusCode : null;
    }

    public static byte[] Of(int status) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {status} {SipStatus.Phrase(status)}\r\n"));
}
