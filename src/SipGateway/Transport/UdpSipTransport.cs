using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport.Stun;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// SIP over UDP on one socket (IPv4 or IPv6). One receive loop: messages go up in the order of their arrival, never as one
/// task each, so that a CANCEL cannot overtake its INVITE.
/// </summary>
internal sealed partial class UdpSipTransport : ISipTransport
{
    private const int ReceiveBufferBytes = 4 << 20; // bursts wait in the kernel while the loop is busy
    private const int SendBufferBytes = 1 << 20;

    private readonly Socket _socket;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly StunDiscovery? _stun;
    private Task _loop = Task.CompletedTask;
    private Task _asking = Task.CompletedTask;

    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public UdpSipTransport(SipListener listener, TimeProvider time, ILogger logger)
    {
        var listen = listener.Address;
        _logger = logger;
        Advertised = new AdvertisedAddress(listener.AdvertisedHost, listener.AdvertisedPort, listener.AdvertisedMedia);
        _socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (listen.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = false; // an IPv4 peer belongs to the IPv4 listener, and never appears as ::ffff:a.b.c.d
            }

            _socket.ReceiveBufferSize = ReceiveBufferBytes;
            _socket.SendBufferSize = SendBufferBytes;
            _socket.Bind(listen);
            Local = (IPEndPoint)_socket.LocalEndPoint!;
            _stun = listener.Stun is { } server ? new StunDiscovery(server, Advertised, Local, ownPort: true, Ask, time, logger) : null;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public string ViaName => "UDP";

    public bool IsReliable => false;

    public IPEndPoint Local { get; }

    public AdvertisedAddress Advertised { get; }

    public Task Ready => _stun?.Known ?? Task.CompletedTask;

    public void Start(SipBytesReceiver receiver)
    {
        _loop = ReceiveAsync(receiver);
        _asking = _stun?.RunAsync(_stop.Token) ?? Task.CompletedTask;
    }

    public bool TrySend(ReadOnlySpan<byte> message, in SipFlow flow, out SendReceipt receipt)
    {
        receipt = default;
        try
        {
            return _socket.SendTo(message, SocketFlags.None, flow.Remote) == message.Length;
        }
        catch (SocketException error)
        {
            LogSendFailed(error.SocketErrorCode, message.Length);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false; // a late timer after the stop
        }
    }

    public void Close()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _loop;
        await _asking;
        _stop.Dispose();
    }

    private void Ask(byte[] request, IPEndPoint server) => TrySend(request, new SipFlow(this, server), out _);

    private void Take(ReadOnlySpan<byte> datagram, IPEndPoint source, SipBytesReceiver receiver)
    {
        if (_stun is not null && StunMessage.Looks(datagram))
        {
            _stun.Received(datagram, source);
        }
        else
        {
            receiver(datagram, new SipFlow(this, source), SipParseReason.None);
        }
    }

    private async Task ReceiveAsync(SipBytesReceiver receiver)
    {
        // The largest datagram: a longer message cannot come over UDP.
        var buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        EndPoint any = new IPEndPoint(Local.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token);
                Take(buffer.AsSpan(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint, receiver);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // An ICMP error of an earlier send, or no memory for a moment: the next datagram may be fine.
                LogReceiveFailed(error.SocketErrorCode);
            }
            catch (Exception error)
            {
                // A bug of ours on one message must not stop the listener for everyone.
                LogReceiverFault(error);
            }
        }
    }
}
