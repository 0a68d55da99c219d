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
    private readonly IReadOnlyList<ISipTransport> _transports;
    private readonly AdvertisedAddress _advertised;
    private readonly ISourceGate _gate;
    private readonly SipMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _tagOfBroken = SipTokens.NewTag();
    private ITransportUser _user = null!;
    private ISipObserver? _observer;

    /// <param name="gate">Who is listened to.</param>
    public TransportLayer(
        IReadOnlyList<ISipTransport> transports, AdvertisedAddress advertised, ISourceGate gate, SipMetrics metrics, ILogger logger)
    {
        _transports = transports;
        _advertised = advertised;
        _gate = gate;
        _metrics = metrics;
        _logger = logger;
    }

    public IReadOnlyList<ISipTransport> Transports => _transports;

    /// <summary>Says who is shown every message. Once, before <see cref="Start"/>; without it nothing is done for it.</summary>
    public void Observe(ISipObserver observer) => _observer = observer;

    /// <summary>Opens the listeners' loops. Once; <paramref name="user"/> gets every message from then on.</summary>
    public void Start(ITransportUser user)
    {
        _user = user;
        foreach (var transport in _transports)
        {
            transport.Start(Received);
        }
    }

    /// <summary>The listener that reaches an address; null: none of its family.</summary>
    public SipFlow? FlowTo(IPEndPoint remote)
    {
        var transport = _transports.FirstOrDefault(t => t.Local.AddressFamily == remote.AddressFamily);
        return transport is null ? null : new SipFlow(transport, remote);
    }

    /// <summary>The listener that reaches a target; null: none of its transport and family.</summary>
    public SipFlow? FlowTo(SipTarget target) => target.Transport == "UDP" ? FlowTo(target.Address) : null;

    /// <summary>Address and port of ours as the peer of a flow is told.</summary>
    public IPEndPoint AdvertisedTo(SipFlow flow)
    {
        var local = flow.Transport.Local;
        return new IPEndPoint(_advertised.Towards(local.Address, flow.Remote.Address), local.Port);
    }

    /// <summary>The address of ours that the peer of a flow is told for another socket of ours (media).</summary>
    public IPAddress AdvertisedFor(IPAddress bound, SipFlow flow) => _advertised.Towards(bound, flow.Remote.Address);

    /// <summary>Where the peer of a flow reaches us for a user, as Contact says it.</summary>
    public NameAddr ContactFor(string? user, SipFlow flow)
    {
        var at = AdvertisedTo(flow);
        var host = at.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{at.Address}]" : at.Address.ToString();
        return new NameAddr(SipUri.Sip(user, host, at.Port));
    }

    /// <summary>A request with our Via on top.</summary>
    public SipRequest WithVia(SipRequest request, SipFlow flow, string branch)
    {
        // RFC 3581: rport asks for the answer to be sent where the request came from.
        var via = string.Create(CultureInfo.InvariantCulture, $"SIP/2.0/{flow.Transport.ViaName} {AdvertisedTo(flow)};branch={branch};rport");
        return request with { Headers = request.Headers.Prepend(HeaderNames.Via, via) };
    }

    /// <returns>False: not sent.</returns>
    public bool Send(SipRequest request, SipFlow flow) => Send(request, flow.Transport, flow.Remote);

    /// <summary>Sends a response back on the flow of its request.</summary>
    /// <returns>False: not sent.</returns>
    public bool Send(SipResponse response, SipFlow flow)
    {
        // RFC 3261 18.2.2 with RFC 3581 4: to the source address, and to its port if rport asks for it. A Via host (or maddr)
        // that differs from the source is never sent to: we would be an amplifier for whoever writes it.
        // A Via that cannot be read (the answer to a broken request) leaves only the source.
        var via = response.Headers.TopVia;
        var port = via is null || via.WantsRPort || flow.Transport.IsReliable ? flow.Remote.Port : via.SentByPort;
        return Send(response, flow.Transport, new IPEndPoint(flow.Remote.Address, port));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    private bool Send(SipMessage message, ISipTransport transport, IPEndPoint to)
    {
        var bytes = SipWriter.ToBytes(message);
        // Before it is sent: the answer may be here before TrySend returns.
        var sighting = Sighting(true, message.Headers, false, new SipFlow(transport, to));
        if (sighting is { } sending)
        {
            _observer!.Saw(sending, bytes);
        }

        var sent = transport.TrySend(bytes, to);
        if (!sent && sighting is { } failed)
        {
            _observer!.Unsent(failed, bytes);
        }

        _metrics.Sent(sent);
        return sent;
    }

    /// <summary>What the observer is told; null: there is none, or the message names no call.</summary>
    private SipSighting? Sighting(bool sent, SipHeaders? headers, bool opensCall, SipFlow flow) =>
        _observer is not null && headers?[HeaderNames.CallId] is { } callId
            ? new SipSighting(sent, callId, opensCall, flow.Transport.ViaName, AdvertisedTo(flow), flow.Remote)
            : null;

    private void Received(ReadOnlySpan<byte> bytes, SipFlow flow)
    {
        if (!_gate.Hears(flow))
        {
            return;
        }

        if (!SipParser.TryParse(bytes, out var message, out var error))
        {
            if (Sighting(false, error.Headers, false, flow) is { } broken)
            {
                _observer!.Saw(broken, bytes);
            }

            ReceivedBroken(error, flow);
            return;
        }

        if (Sighting(false, message.Headers, message is SipRequest { Method: SipMethod.Invite, Headers.To.Tag: null }, flow) is { } received)
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
