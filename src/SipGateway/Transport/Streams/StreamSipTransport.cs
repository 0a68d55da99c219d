using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Transport.Stun;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// SIP over TCP, TLS or WebSockets (RFC 7118) on one listener: takes connections, opens them where messages must go, and uses again what is
/// open. A WebSocket is opened by the peer only.
/// Messages of one connection go up in their order, on its own loop.
/// </summary>
internal sealed partial class StreamSipTransport : ISipTransport
{
    private const int Backlog = 512;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterAcceptFault = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly TlsHandshakes? _tls;
    private readonly IReadOnlyList<string>? _origins; // null: no WebSockets
    private readonly StreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConnectionTable _table;
    private readonly CancellationTokenSource _stop = new();
    private readonly StunServer? _stunServer;
    private StunSocket? _stun;
    private ITimer? _sweep;
    private SipBytesReceiver? _receiver;
    private Task _accepting = Task.CompletedTask;

    /// <param name="tls">Null: plain TCP.</param>
    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public StreamSipTransport(SipListener listener, TlsHandshakes? tls, StreamLimits limits, TimeProvider time, ILogger logger)
    {
        (_tls, _limits, _time, _logger) = (tls, limits, time, logger);
        _table = new ConnectionTable(limits);
        _origins = listener.IsWebSocket ? listener.Origins : null;
        _stunServer = listener.Stun;
        Advertised = new AdvertisedAddress(listener.AdvertisedHost, listener.AdvertisedPort, listener.AdvertisedMedia);
        _socket = new Socket(listener.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (listener.Address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = false; // see UdpSipTransport
            }

            _socket.Bind(listener.Address);
            _socket.Listen(Backlog);
            Local = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public string ViaName => (_tls, _origins) switch
    {
        (null, null) => "TCP",
        (null, _) => "WS",
        (_, null) => "TLS",
        _ => "WSS",
    };

    public bool IsReliable => true;

    public IPEndPoint Local { get; }

    public AdvertisedAddress Advertised { get; }

    public Task Ready => _stun?.Known ?? Task.CompletedTask;

    /// <summary>Connections alive.</summary>
    public int Count => _table.Count;

    public void Start(SipBytesReceiver receiver)
    {
        _receiver = receiver;
        _stun = _stunServer is null ? null : new StunSocket(_stunServer, Advertised, Local, _time, _logger);
        _sweep = _time.CreateTimer(static self => ((StreamSipTransport)self!).Sweep(), this, SweepEvery, SweepEvery);
        _accepting = AcceptAsync();
    }

    public bool TrySend(ReadOnlySpan<byte> message, in SipFlow flow, out SendReceipt receipt)
    {
        // RFC 7118 5: nobody can connect to the client of a WebSocket, whatever address it names.
        if (flow.Connection is StreamConnection { IsOpen: true } own && (_origins is not null || own.Remote.Address.Equals(flow.Remote.Address)))
        {
            receipt = new SendReceipt(WasOpen: true, own.Lost);
            if (own.TrySend(message))
            {
                return true;
            }
        }

        receipt = default;
        if (_origins is not null)
        {
            return false;
        }

        if (FindOrOpen(flow.Remote, flow.TlsName, out var isNew) is not { } connection)
        {
            return false;
        }

        receipt = new SendReceipt(!isNew && connection.IsUp, connection.Lost);
        var taken = connection.TrySend(message);
        if (isNew)
        {
            _ = RunAsync(connection); // not before: where nobody listens, the connection may be over at once
        }

        return taken;
    }

    /// <summary>Ends connections that have waited too long. The timer, or a test in its place.</summary>
    internal void Sweep()
    {
        foreach (var connection in _table.Snapshot())
        {
            connection.Tick();
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
        await _accepting;
        foreach (var connection in _table.Close())
        {
            connection.BeginClose();
        }

        // A last BYE may be on its way out.
        var left = _table.Snapshot();
        await Task.WhenAny(Task.WhenAll(left.Select(connection => connection.Flushed)), Task.Delay(LongestFlush, _time, CancellationToken.None));
        foreach (var connection in left)
        {
            connection.Abort();
        }

        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        if (_stun is not null)
        {
            await _stun.DisposeAsync();
        }

        _stop.Dispose();
    }

    private StreamConnection? FindOrOpen(IPEndPoint remote, string? tlsName, out bool isNew)
    {
        try
        {
            return _table.FindOrAdd(remote, tlsName, () => NewOutbound(remote, tlsName), out isNew);
        }
        catch (SocketException error)
        {
            LogNoSocket(error.SocketErrorCode); // no descriptor is left
            isNew = false;
            return null;
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Take(await _socket.AcceptAsync(_stop.Token));
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
                // It was gone before we looked, or there is no descriptor left: then it takes a moment until there is one.
                LogAcceptFailed(error.SocketErrorCode);
                await Task.Delay(PauseAfterAcceptFault, _time, CancellationToken.None);
            }
        }
    }

    private void Take(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose();
            return;
        }

        if (_table.Admit(remote.Address, handshake: HasHandshake, () => NewInbound(socket, remote)) is { } connection)
        {
            _ = RunAsync(connection);
            return;
        }

        LogNoPlace(remote);
        socket.LingerState = new LingerOption(true, 0); // a reset costs us nothing more
        socket.Dispose();
    }

    private StreamConnection NewInbound(Socket socket, IPEndPoint remote)
    {
        Prepare(socket);
        return new StreamConnection(socket, remote, isInbound: true, null, _origins is null ? new SipFramer() : new WebSocketFramer(), _limits, _time, _logger);
    }

    private StreamConnection NewOutbound(IPEndPoint remote, string? tlsName)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Prepare(socket);
        return new StreamConnection(socket, remote, isInbound: false, tlsName, new SipFramer(), _limits, _time, _logger);
    }

    private static void Prepare(Socket socket)
    {
        socket.NoDelay = true; // a message is one write, and somebody waits for it
        // Finds out about peers that vanished, and keeps the bindings of NATs on the way.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }

    private Task RunAsync(StreamConnection connection) => connection.RunAsync(
        OpenAsync, _receiver!, new SipFlow(this, connection.Remote, connection.TlsName, connection), _table.Remove);

    private bool HasHandshake => _tls is not null || _origins is not null;

    private async Task<Stream> OpenAsync(StreamConnection connection, Socket socket, CancellationToken abort)
    {
        if (!connection.IsInbound)
        {
            if (!Local.Address.Equals(IPAddress.Any) && !Local.Address.Equals(IPAddress.IPv6Any))
            {
                socket.Bind(new IPEndPoint(Local.Address, 0)); // peers know us by the address of the listener
            }

            await socket.ConnectAsync(connection.Remote, abort);
        }

        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (!HasHandshake)
        {
            return stream;
        }

        connection.Enter(ConnectionPhase.Handshaking);
        try
        {
            if (_tls is not null)
            {
                stream = connection.IsInbound
                    ? await _tls.AcceptAsync(stream, connection, abort)
                    : await _tls.ConnectAsync(stream, connection.TlsName ?? connection.Remote.Address.ToString(), connection, abort);
            }

            if (_origins is not null)
            {
                await WebSocketUpgrade.AcceptAsync(stream, _origins, abort);
            }

            return stream;
        }
        finally
        {
            if (connection.IsInbound)
            {
                _table.Opened(connection);
            }
        }
    }
}
