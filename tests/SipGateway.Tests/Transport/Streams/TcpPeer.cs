using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>The other end of a connection: only a hand on the wire.</summary>
internal sealed class TcpPeer(Stream stream) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[65_536];
    private string _heard = "";

    public Stream Stream => stream;

    public static async Task<TcpPeer> ConnectAsync(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to);
        return new TcpPeer(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Sends text as it stands, line ends made CRLF.</summary>
    public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));

    /// <summary>The next bytes, of the length of <paramref name="expected"/> at least.</summary>
    public async Task<string> ReadAsync(int length)
    {
        while (_heard.Length < length && await MoreAsync())
        {
        }

        var read = _heard[..Math.Min(length, _heard.Length)];
        _heard = _heard[read.Length..];
        return read;
    }

    /// <summary>The head of the next message; it must have no body. Null: the connection was closed.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        while (!_heard.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            if (!await MoreAsync())
            {
                return null;
            }
        }

        var end = _heard.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var head = _heard[..end];
        _heard = _heard[end..];
        return head;
    }

    /// <summary>True when the other side has closed, and had nothing more to say.</summary>
    public async Task<bool> IsClosedAsync() => _heard.Length == 0 && !await MoreAsync();

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<bool> MoreAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var length = await stream.ReadAsync(_buffer, patience.Token);
            _heard += Encoding.Latin1.GetString(_buffer, 0, length);
            return length > 0;
        }
        catch (IOException)
        {
            return false; // reset
        }
    }
}
