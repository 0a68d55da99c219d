using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// Bytes to messages and back (RFC 3261 18): stamps the top Via of what comes in, puts ours on what goes out, answers what is
/// broken but answerable. Messages go up on the receive loop of their listener, in the order of their arrival.
/// </summary>
internal sealed partial class TransportLayer : IAsyncDisposable
{
    /// <summary>Bytes of a request that fit where the way's largest packet is not known (RFC 3261 18.1.1).</summary>
    private const int LargestDatagram = 1300;

    private readonly IReadOnlyList<ISipTransport> _transports;
    private readonly ISourceGate _gate;
    private readonly SipMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _tagOfBroken = SipTokens.NewTag();
    private ITransportUser _user = null!;
    private ISipObserver? _observer;

    /// <param name="gate">Who is listened to.</param>
    public TransportLayer(
        IReadOnlyList<ISipTransport> transports, ISourceGate gate, SipMetrics metrics, ILogger logger)
    {
        _transports = transports;
        _gate = gate;
        _metrics = metrics;
        _logger = logger;
    }

    public IReadOnlyList<ISipTransport> Transports => _transports;

    /// <summary>Says who is shown every message. Once, before <see cref="Start"/>; without it nothing is done for it.</summary>
    public void Observe(ISipObserver observer) => _observer = observer;

    /// <summary>Where named hosts lead; null: nowhere, only addresses are followed.</summary>
    public INamedHosts? Names { get; set; }

    /// <summary>Opens the listeners' loops. Once; <paramref name="user"/> gets every message from then on.</summary>
    public void Start(ITransportUser user)
    {
        _user = user;
        foreach (var transport in _transports)
        {
            transport.Start(Received);
        }
    }

    /// <summary>The listener that reaches a target; null: none of its transport and family.</summary>
    public SipFlow? FlowTo(SipTarget target)
    {
        // A socket bound to loopback reaches nothing else.
        var transport = _transports.FirstOrDefault(t =>
            t.ViaName == target.Transport && t.Local.AddressFamily == target.Address.AddressFamily
            && (IPAddress.IsLoopback(target.Address.Address) || !IPAddress.IsLoopback(t.Local.Address)));
        return transport is null ? null : new SipFlow(transport, target.Address, target.TlsName);
    }

    /// <summary>The stream that a request of this size should take instead of datagrams (RFC 3261 18.1.1); null: none.</summary>
    public SipFlow? StreamFor(SipRequest request, SipFlow flow) =>
        !flow.Transport.IsReliable && FlowTo(new SipTarget("TCP", flow.Remote)) is { } stream && SipWriter.ToBytes(request).Length > LargestDatagram
            ? stream
            : null;

    /// <summary>What the peer of a flow is told of a media socket of ours.</summary>
    /// <param name="bound">Its address, may be the any-address.</param>
    public MediaHome HomeOf(IPAddress bound, SipFlow flow)
    {
        var isLoopback = IPAddress.IsLoopback(flow.Remote.Address);
        var other = _transports.FirstOrDefault(t => t.Local.AddressFamily != flow.Remote.AddressFamily && (isLoopback || !IPAddress.IsLoopback(t.Local.Address)));
        return new MediaHome(bound, flow, other?.Advertised);
    }

    /// <summary>Where the peer of a flow reaches us for a user, as Contact says it.</summary>
    /// <param name="secure">A sips URI: the dialog was begun with one (RFC 3261 12.1.1).</param>
    public NameAddr ContactFor(string? user, SipFlow flow, bool secure = false)
    {
        var at = SentBy(flow);
        // 19.1.1: UDP is what a URI without transport means, and sips always is TLS.
        var transport = secure || flow.Transport.ViaName == "UDP" ? null : flow.Transport.ViaName.ToLowerInvariant();
        var uri = SipUri.Sip(user, at.Host, at.Port, transport);
        return new NameAddr(secure ? uri with { Scheme = "sips" } : uri);
    }

    /// <summary>A request with our Via on top.</summary>
    public SipRequest WithVia(SipRequest request, SipFlow flow, string branch)
    {
        // RFC 3581: rport asks for the answer to be sent where the request came from.
        // RFC 5923 5: requests to us may use the same connection.
        var alias = flow.Transport.ViaName == "TLS" ? ";alias" : "";
        var via = string.Create(CultureInfo.InvariantCulture, $"SIP/2.0/{flow.Transport.ViaName} {SentBy(flow)};branch={branch};rport{alias}");
        return request with { Headers = request.Headers.Prepend(HeaderNames.Via, via) };
    }

    /// <returns>False: not sent.</returns>
    public bool Send(SipRequest request, SipFlow flow, out SendReceipt receipt)
    {
        _gate.SendsTo(flow);
        return Send(SipWriter.ToBytes(request), request.Headers[HeaderNames.CallId], flow, out receipt);
    }

    /// <summary>Sends a response back on the flow of its request.</summary>
    /// <returns>False: not sent.</returns>
    public bool Send(SipResponse response, SipFlow flow) => Send(WireResponse.Of(response), flow);

    /// <inheritdoc cref="Send(SipResponse, SipFlow)"/>
    public bool Send(WireResponse response, SipFlow flow)
    {
        if (flow.Connection is { IsOpen: true })
        {
            return Send(response.Bytes, response.CallId, flow, out _);
        }

        // RFC 3261 18.2.2 with RFC 3581 4: to the source address, and to its port if rport asks for it. A Via host (or maddr)
        // that differs from the source is never sent to: we would be an amplifier for whoever writes it.
        // Over a stream rport is of no use: the port it names died with the connection, and the peer listens where its Via says.
        var port = response.WantsRPort && !flow.Transport.IsReliable ? flow.Remote.Port : response.SentByPort ?? flow.Remote.Port;
        var target = port == flow.Remote.Port ? flow.Remote : new IPEndPoint(flow.Remote.Address, port);
        return Send(response.Bytes, response.CallId, flow with { Remote = target, Connection = null }, out _);
    }

    /// <summary>Sends what is no message but keeps NATs on the way from forgetting it (RFC 5626 3.5.1).</summary>
    /// <returns>Cancelled when the connection that carries it ends; never for datagrams.</returns>
    public CancellationToken KeepAlive(SipFlow flow)
    {
        flow.Transport.TrySend("\r\n\r\n"u8, flow, out var receipt);
        return receipt.Lost;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    private static HostPort SentBy(SipFlow flow) => flow.Transport.Advertised.SentBy(flow.Transport.Local, flow.Remote.Address);

    private bool Send(byte[] bytes, string? callId, in SipFlow flow, out SendReceipt receipt)
    {
        // Before it is sent: the answer may be here before TrySend returns.
        var sighting = Sighting(true, callId, false, flow);
        if (sighting is { } sending)
        {
            _observer!.Saw(sending, bytes);
        }

        var sent = flow.Transport.TrySend(bytes, flow, out receipt);
        if (!sent && sighting is { } failed)
        {
            _observer!.Unsent(failed, bytes);
        }

        _metrics.Sent(sent);
        return sent;
    }

    /// <summary>What the observer is told; null: there is none, or the message names no call.</summary>
    private SipSighting? Sighting(bool sent, string? callId, bool opensCall, SipFlow flow) =>
        _observer is not null && callId is not null
            ? new SipSighting(sent, callId, opensCall, flow.Transport.ViaName, OurEnd(flow), flow.Remote)
            : null;

    private IPEndPoint OurEnd(SipFlow flow) => new(flow.Transport.Advertised.Towards(flow.Transport.Local.Address, flow.Remote.Address), flow.Transport.Local.Port);

    private void Received(ReadOnlySpan<byte> bytes, SipFlow flow, SipParseReason framing)
    {
        if (!_gate.Hears(flow))
        {
            return;
        }

        if (!SipParser.TryParse(bytes, out var message, out var error))
        {
            if (Sighting(false, error.Headers?[HeaderNames.CallId], false, flow) is { } broken)
            {
                _observer!.Saw(broken, bytes);
            }

            ReceivedBroken(error, flow);
            return;
        }

        if (framing != SipParseReason.None)
        {
            // As a datagram it would do; in a stream nobody can tell where it ends (18.3).
            ReceivedBroken(new SipParseError(framing, HeaderNames.ContentLength, (message as SipRequest)?.Method, message.Headers), flow);
            return;
        }

        if (Sighting(false, message.Headers[HeaderNames.CallId], message is SipRequest { Method: SipMethod.Invite, Headers.To.Tag: null }, flow) is { } received)
        {
            _observer!.Saw(received, bytes);
        }

        _metrics.Received();
        if (message is SipRequest request)
        {
            _user.Received(request with { Headers = request.Headers.WithTopVia(request.Headers.TopVia!.Stamp(flow.Remote)) }, flow);
        }
        else
        {
            _user.Received((SipResponse)message, flow);
        }
    }

    private void ReceivedBroken(in SipParseError error, SipFlow flow)
    {
        if (error.Reason == SipParseReason.KeepAlive)
        {
            return; // only the NAT on the way wanted it
        }

        _metrics.Unreadable(error.Reason);
        LogUnreadable(error.Reason, flow.Remote);
        if (_gate.AnswersBroken(flow) && error.ToResponse(_tagOfBroken) is { } answer)
        {
            Send(answer, flow);
        }
    }
}
