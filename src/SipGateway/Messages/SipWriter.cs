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
        if (message is SipRequest request)
        {
            var uri = request.RequestUri.ToString();
            // A URI put together from parts may hold anything; one with a space would write another start line.
            if (!SipUri.TryParse(uri, out _)) throw new InvalidOperationException("The Request-URI cannot be written.");
            head.Append(request.Method).Append(' ').Append(uri).Append(" SIP/2.0\r\n");
        }
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
