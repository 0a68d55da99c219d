using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Streams;
using Voxie.SipGateway.Transport.Tls;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>A stream transport on a free port of loopback and on virtual time, and what it handed up.</summary>
internal sealed class StreamRig : IAsyncDisposable
{
    private readonly Channel<(string Text, SipFlow Flow, SipParseReason Framing)> _received =
        Channel.CreateUnbounded<(string, SipFlow, SipParseReason)>();

    public StreamRig(StreamLimits? limits = null, SipTlsOptions? tls = null, IPAddress? address = null)
    {
        var handshakes = tls is null ? null : new TlsHandshakes(new TlsFiles(tls, Time, NullLogger.Instance), tls.ClientCertificates, Time, NullLogger.Instance);
        Transport = new StreamSipTransport(
            new SipListener(tls is null ? SipTransportKind.Tcp : SipTransportKind.Tls, new IPEndPoint(address ?? IPAddress.Loopback, 0)),
            handshakes, limits ?? new StreamLimits(), Time, NullLogger.Instance);
        Transport.Start((bytes, flow, framing) => _received.Writer.TryWrite((Encoding.Latin1.GetString(bytes), flow, framing)));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    public StreamSipTransport Transport { get; }

    public Task<TcpPeer> ConnectAsync() => TcpPeer.ConnectAsync(Transport.Local);

    /// <summary>True when a new connection is reset, during the connect or soon after.</summary>
    public async Task<bool> RefusesAsync()
    {
        try
        {
            await using var peer = await ConnectAsync();
            return await peer.IsClosedAsync();
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public async Task<(string Text, SipFlow Flow, SipParseReason Framing)> ReceivedAsync()
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    public bool Send(string text, SipFlow flow, out SendReceipt receipt) =>
        Transport.TrySend(Encoding.Latin1.GetBytes(text), flow, out receipt);

    public static async Task LostAsync(CancellationToken lost)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lost.UnsafeRegister(_ => ended.TrySetResult(), null);
        await ended.Task.WaitAsync(TcpPeer.Patience);
    }

    /// <summary>Waits until the transport has let go of all but so many connections.</summary>
    public async Task<int> CountAsync(int wanted)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        while (Transport.Count != wanted && !patience.IsCancellationRequested)
        {
            await Task.Yield();
        }

        return Transport.Count;
    }

    public async ValueTask DisposeAsync() => await Transport.DisposeAsync();

    /// <summary>A peer's listener on a free port.</summary>
    public static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    public static async Task<TcpPeer> AcceptAsync(Socket listener)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        return new TcpPeer(new NetworkStream(await listener.AcceptAsync(patience.Token), ownsSocket: true));
    }
}
