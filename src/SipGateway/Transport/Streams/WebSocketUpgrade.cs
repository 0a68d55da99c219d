using System.Security.Cryptography;
using System.Text;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// The HTTP request that opens a WebSocket (RFC 6455 4.2), judged and answered: only for the sub-protocol <c>sip</c> (RFC 7118 4), and from
/// a web page only where its origin is named, for any page that somebody opens could call from the machine of its reader.
/// </summary>
internal static class WebSocketUpgrade
{
    private const int LongestHead = 8192;
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // 1.3

    /// <summary>Reads the request and answers it. Nothing may follow it before the answer.</summary>
    /// <exception cref="IOException">No WebSocket came of it.</exception>
    public static async Task AcceptAsync(Stream stream, IReadOnlyList<string> origins, CancellationToken abort)
    {
        var head = new byte[LongestHead];
        var length = 0;
        while (length < head.Length && !head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await stream.ReadAsync(head.AsMemory(length), abort);
            length = read > 0 ? length + read : throw new IOException("The connection was closed before the WebSocket was asked for.");
        }

        var answer = Answer(head.AsSpan(0, length), origins, out var isOpen);
        await stream.WriteAsync(answer, abort);
        if (!isOpen)
        {
            throw new IOException("No WebSocket for SIP, or not for this web page.");
        }
    }

    /// <summary>The answer, and whether it opens the WebSocket. Pure.</summary>
    /// <param name="head">The request up to and with its empty line.</param>
    /// <param name="origins">Web pages that may connect, as <c>https://phone.example.com</c>; programs that are no pages name none.</param>
    public static byte[] Answer(ReadOnlySpan<byte> head, IReadOnlyList<string> origins, out bool isOpen)
    {
        isOpen = false;
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        var start = lines[0].Split(' ');
        if (start is not ["GET", _, "HTTP/1.1"])
        {
            return Refusal("400 Bad Request");
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0)
            {
                continue;
            }

            // RFC 9112 5.1: no space before the colon, no folding.
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                return Refusal("400 Bad Request");
            }

            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            fields[name] = fields.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }

        if (!Lists(fields, "Upgrade", "websocket") || !Lists(fields, "Connection", "Upgrade"))
        {
            return Refusal("426 Upgrade Required", "Upgrade: websocket");
        }

        if (fields.GetValueOrDefault("Sec-WebSocket-Version") != "13")
        {
            return Refusal("426 Upgrade Required", "Sec-WebSocket-Version: 13");
        }

        Span<byte> key = stackalloc byte[16];
        if (fields.GetValueOrDefault("Sec-WebSocket-Key") is not { Length: 24 } text || !Convert.TryFromBase64String(text, key, out var bytes) || bytes != key.Length)
        {
            return Refusal("400 Bad Request");
        }

        if (fields.TryGetValue("Origin", out var origin) && !origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return Refusal("403 Forbidden");
        }

        if (!Lists(fields, "Sec-WebSocket-Protocol", "sip"))
        {
            return Refusal("400 Bad Request");
        }

        isOpen = true;
#pragma warning disable CA5350 // RFC 6455 4.2.2 says SHA-1; it proves that we speak the protocol, and protects nothing.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(text + Magic)));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
    }

    private static bool Lists(Dictionary<string, string> fields, string name, string word) =>
        fields.GetValueOrDefault(name)?.Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase) ?? false;

    private static byte[] Refusal(string status, string? header = null) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{(header is null ? "" : header + "\r\n")}Connection: close\r\nContent-Length: 0\r\n\r\n");
}
