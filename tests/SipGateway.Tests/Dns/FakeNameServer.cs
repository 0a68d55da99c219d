using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>A name server on loopback, UDP and TCP on one port, that answers what a test tells it.</summary>
internal sealed class FakeNameServer : IAsyncDisposable
{
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loops;

    public FakeNameServer()
    {
        (_udp, _tcp) = Open();
        Address = (IPEndPoint)_udp.LocalEndPoint!;
        _loops = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    public IPEndPoint Address { get; }

    /// <summary>Questions that came, as <c>udp 33</c>: transport and type.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The datagrams that answer a question with this id over UDP; none: silence.</summary>
    public Func<int, IEnumerable<DnsBytes>> OverUdp { get; set; } = _ => [];

    public Func<int, DnsBytes?> OverTcp { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Stop();
        try
        {
            await _loops;
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Both loops end by their sockets.
        }

        _stop.Dispose();
    }

    /// <summary>A port that is free for both.</summary>
    private static (Socket Udp, TcpListener Tcp) Open()
    {
        for (var tries = 0; ; tries++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var tcp = new TcpListener((IPEndPoint)udp.LocalEndPoint!);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException) when (tries < 50)
            {
                udp.Dispose();
            }
        }
    }

    private int Note(ReadOnlySpan<byte> question, string transport)
    {
        var type = question.LastIndexOf((byte[])[0, 1, 0, 0, 41]); // class IN, then the options record
        lock (Asked)
        {
            Asked.Add($"{transport} {(question[type - 2] << 8) | question[type - 1]}");
        }

        return (question[0] << 8) | question[1];
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[2000];
        while (true)
        {
            var received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            foreach (var answer in OverUdp(Note(buffer.AsSpan(0, received.ReceivedBytes), "udp")))
            {
                await _udp.SendToAsync(answer.ToArray(), SocketFlags.None, received.RemoteEndPoint, _stop.Token);
            }
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using var client = await _tcp.AcceptSocketAsync(_stop.Token);
            var buffer = new byte[2000];
            var length = await client.ReceiveAsync(buffer, _stop.Token);
            if (OverTcp(Note(buffer.AsSpan(2, length - 2), "tcp")) is { } answer)
            {
                // In two pieces, as a network may deliver it.
                byte[] bytes = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer.ToArray()];
                await client.SendAsync(bytes.AsMemory(0, 5), _stop.Token);
                await client.SendAsync(bytes.AsMemory(5), _stop.Token);
            }
        }
    }
}
