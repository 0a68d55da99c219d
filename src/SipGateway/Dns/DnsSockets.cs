using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Dns;

/// <summary>Questions over real sockets: a new one each, so that its port cannot be foreseen (RFC 5452 9.2). Any thread.</summary>
internal sealed class DnsSockets : IDnsExchange
{
    public async Task<DnsMessage?> AskAsync(IPEndPoint server, DnsQuery query, bool overTcp, CancellationToken cancellation)
    {
        try
        {
            return overTcp ? await AskTcpAsync(server, query, cancellation) : await AskUdpAsync(server, query, cancellation);
        }
        catch (SocketException)
        {
            return null; // nobody listens there, or no route
        }
    }

    private static async Task<DnsMessage?> AskUdpAsync(IPEndPoint server, DnsQuery query, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellation); // from here on only the server's datagrams come through
        await socket.SendAsync(query.ToBytes(), cancellation);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            // What is not the answer may be a forgery: the right one may still come.
            if (DnsMessage.TryParse(buffer.AsSpan(0, length), out var message) == DnsReadReason.None && query.IsAnsweredBy(message!))
            {
                return message;
            }
        }
    }

    // RFC 1035 4.2.2: two bytes of length before each message.
    private static async Task<DnsMessage?> AskTcpAsync(IPEndPoint server, DnsQuery query, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation);
        var bytes = query.ToBytes();
        byte[] framed = [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
        await socket.SendAsync(framed, cancellation);
        var head = new byte[2];
        if (!await TryFillAsync(socket, head, cancellation))
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
        return await TryFillAsync(socket, body, cancellation)
            && DnsMessage.TryParse(body, out var message) == DnsReadReason.None && query.IsAnsweredBy(message!)
                ? message
                : null;
    }

    private static async Task<bool> TryFillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (length == 0)
            {
                return false;
            }

            buffer = buffer[length..];
        }

        return true;
    }
}
