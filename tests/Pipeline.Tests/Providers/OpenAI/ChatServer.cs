using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Voxie.Pipeline.Tests.Providers.OpenAI;

/// <summary>
/// Stand-in for a chat completions server, down to the bytes: each request gets the next scripted answer; pieces are flushed one by
/// one, and the connection is closed behind the last (so a stream can be cut anywhere).
/// </summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<string[]> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ChatServer(params string[][] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>Heads and bodies of the requests, in order.</summary>
    public List<(string Head, string Body)> Requests { get; } = [];

    public static string[] Stream(params string[] pieces) => ["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n", .. pieces];

    /// <summary>A chunked stream that breaks off without its end mark.</summary>
    public static string[] BrokenStream(params string[] pieces) =>
        ["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
            .. pieces.Select(static piece => $"{Encoding.UTF8.GetByteCount(piece):x}\r\n{piece}\r\n"), "40\r\ndata: {\"id\""];

    public static string[] Error(int status, string body, string headers = "") =>
        [$"HTTP/1.1 {status} Error\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"];

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                connection.NoDelay = true;
                var stream = connection.GetStream();
                Requests.Add(await ReadAsync(stream));
                foreach (var piece in _answers.Dequeue())
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(piece), _stop.Token);
                    await stream.FlushAsync(_stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<(string Head, string Body)> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var length = text[..end].Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                if (length is null || received.Count >= end + 4 + int.Parse(length[15..]))
                    return (text[..end], text[(end + 4)..]);
            }
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return (text, "");
            received.AddRange(buffer.AsSpan(0, read));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }
}
