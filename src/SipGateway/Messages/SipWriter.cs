using System.Buffers;
using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>Turns messages into bytes: long header forms, one header per line, Content-Length last.</summary>
internal static class SipWriter
{
    private const int UsualBytes = 2048;
    private const int MostKeptBytes = 16 * 1024;

    // A message is put together in the same place each time, and copied out once its length is known.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public static byte[] ToBytes(SipMessage message)
    {
        var output = _scratch ??= new ArrayBufferWriter<byte>(UsualBytes);
        output.ResetWrittenCount();
        Write(message, output);
        var bytes = output.WrittenSpan.ToArray();
        if (output.Capacity > MostKeptBytes) _scratch = null;
        return bytes;
    }

    public static void Write(SipMessage message, IBufferWriter<byte> output)
    {
        if (message is SipRequest request)
        {
            var uri = request.RequestUri.ToString();
            // A URI put together from parts may hold anything; one with a space would write another start line.
            if (!SipUri.TryParse(uri, out _)) throw new InvalidOperationException("The Request-URI cannot be written.");
            Put(output, request.Method);
            output.Write(" "u8);
            Put(output, uri);
            output.Write(" SIP/2.0\r\n"u8);
        }
        else if (message is SipResponse response)
        {
            output.Write("SIP/2.0 "u8);
            Put(output, response.StatusCode);
            output.Write(" "u8);
            Put(output, response.ReasonPhrase);
            output.Write("\r\n"u8);
        }

        foreach (ref readonly var header in message.Headers.AsSpan())
        {
            // Only the body knows its length.
            if (header.Name == HeaderNames.ContentLength) continue;
            Put(output, header.Name);
            output.Write(": "u8);
            Put(output, header.Value);
            output.Write("\r\n"u8);
        }

        output.Write("Content-Length: "u8);
        Put(output, message.Body.Length);
        output.Write("\r\n\r\n"u8);
        output.Write(message.Body.Span);
    }

    private static void Put(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    private static void Put(IBufferWriter<byte> output, int number)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        output.Write(digits[..length]);
    }
}
