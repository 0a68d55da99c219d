using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport.Stun;

/// <summary>A socket beside a TCP listener, which STUN servers can be asked from: it shows the listener's address, not its port.</summary>
internal sealed class StunSocket : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;
    private readonly Task _receiving;

    public StunSocket(StunServer server, AdvertisedAddress advertised, IPEndPoint local, TimeProvider time, ILogger logger)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(local.Address, 0));
        var discovery = new StunDiscovery(server, advertised, local, ownPort: false, Send, time, logger);
        Known = discovery.Known;
        _receiving = ReceiveAsync(discovery);
        _asking = discovery.RunAsync(_stop.Token);
    }

    /// <summary>Done when the address is known.</summary>
    public Task Known { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _socket.Dispose();
        await _receiving;
        _stop.Dispose();
    }

    private void Send(byte[] request, IPEndPoint to)
    {
        try
        {
            _socket.SendTo(request, to);
        }
        catch (SocketException)
        {
            // No route now: asked again later.
        }
    }

    private async Task ReceiveAsync(StunDiscovery discovery)
    {
        var buffer = new byte[2048];
        var any = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token);
                discovery.Received(buffer.AsSpan(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier request.
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
