using System.Buffers;
using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>Turns messages into bytes: long header forms, one header per line, Content-Length last.</summary>
internal static class SipWriter
{
    public static byte[] ToBytes(SipMessage message)
    {
        var output = new ArrayBufferWriter<byte>(512 + message.Body.Length);
        Write(message, output);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(SipMessage message, IBufferWriter<byte> output)
    {
        var head = new StringBuilder(512);
        if (message is SipRequest request) head.Append(request.Method).Append(' ').Append(request.RequestUri).Append(" SIP/2.0\r\n");
        else if (message is SipResponse response) head.Append(CultureInfo.InvariantCulture, $"SIP/2.0 {response.StatusCode} {response.ReasonPhrase}\r\n");
        foreach (var header in message.Headers)
        {
            // Only the body knows its length.
            if (header.Name == HeaderNames.ContentLength) continue;
            head.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"{HeaderNames.ContentLength}: {message.Body.Length}\r\n\r\n");
        Encoding.UTF8.GetBytes(head.ToString(), output);
        output.Write(message.Body.Span);
    }
}
