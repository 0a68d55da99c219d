using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Gate;
using Voxie.SipGateway.Calls.Identity;
using Voxie.SipGateway.Calls.Routing;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Registrations;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Streams;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway;

/// <summary>The SIP side of the process, composed: listeners, layers, tables, and the two doors for calls.</summary>
public sealed partial class SipStack : IAsyncDisposable
{
    private readonly SipMetrics _metrics = new();
    private readonly TransportLayer _transports;
    private readonly TransactionLayer _transactions;
    private readonly DialogTable _dialogs = new();
    private readonly LegTable _legs = new();
    private readonly InboundCalls _inbound;
    private readonly RejectLog _rejects;
    private readonly LadderBook? _ladders;
    private readonly TrunkUpkeep _upkeep;
    private readonly SipStackParts _parts;
    private readonly Lazy<DtlsIdentity> _dtls;
    private readonly ILogger<SipStack> _logger;

    /// <summary>Binds the listeners; nothing is received before <see cref="Start"/>.</summary>
    /// <exception cref="SipListenerException">An address is in use or not ours, or a certificate is not what it should be.</exception>
    public SipStack(SipStackOptions options, SipStackParts parts, RtpPortPool ports, MediaEngine media)
        : this(options, parts, Bind(options.Listeners, parts), new RtpLegMediaSource(ports, media))
    {
    }

    /// <summary>With transports and media of a test.</summary>
    /// <param name="adjust">Changes what calls stand on, such as their randomness.</param>
    internal SipStack(
        SipStackOptions options, SipStackParts parts, IReadOnlyList<ISipTransport> listeners, ILegMediaSource media,
        Func<SipLayers, SipLayers>? adjust = null)
    {
        _logger = parts.Loggers.CreateLogger<SipStack>();
        _parts = parts;
        _rejects = new RejectLog(parts.Time, _metrics, parts.Loggers.CreateLogger<RejectLog>());
        var trunks = new TrunkUse(parts.Trunks, new TrunkRates(parts.Time), new KnownPeers(options.Admission.MaxSources));
        var gate = new RequestGate(new GateParts(options.Admission, new TrunkFinder(parts.Trunks, () => _upkeep!.Lines), trunks.Rates, trunks.Peers,
            new DigestProof(new DigestServer(parts.Time)), _dialogs, _legs, _rejects, parts.Time, parts.Loggers.CreateLogger<RequestGate>()));
        _transports = new TransportLayer(listeners, gate, _metrics, parts.Loggers.CreateLogger<TransportLayer>());
        _transactions = new TransactionLayer(_transports, options.Timers, parts.Time, options.MaxTransactions);
        _ladders = options.KeepLadders ? new LadderBook(parts.Time) : null;
        if (_ladders is not null)
        {
            _transports.Observe(_ladders);
        }

        _upkeep = new TrunkUpkeep(parts.Trunks, _transports, _transactions, options.Dns, learnsAddress: options.Listeners.All(listener => listener.AdvertisedHost is null), parts.Loggers);
        var layers = new SipLayers(_transports, _transactions, _dialogs, _legs, media, parts.Loggers, _ladders)
        {
            Metrics = _metrics,
            Callers = new CallerReader(new PassportCheck(options.IdentityCertificates), parts.Time),
            Gate = new DialGate(_transports, _legs, trunks, _upkeep.Targets, _upkeep.Lines, parts.Time),
        };
        layers = adjust?.Invoke(layers) ?? layers;
        _dtls = layers.Dtls;
        _inbound = new InboundCalls(layers, new CallRouter(parts.Routes, parts.Agents), parts.Intake, _rejects);
        _transactions.Attach(new UasCore(gate, _dialogs, _inbound, _rejects, _metrics, parts.Loggers.CreateLogger<UasCore>()));
        Outbound = new OutboundCalls(layers, options.AnswerWithin);
        _metrics.Observe("voxie.sip.transactions", "{transaction}", "SIP transactions alive", () => _transactions.ServerCount + _transactions.ClientCount);
        _metrics.Observe("voxie.sip.dialogs", "{dialog}", "SIP dialogs up", () => _dialogs.Count);
        _metrics.Observe("voxie.sip.legs", "{leg}", "SIP legs that have not ended", () => _legs.Count);
    }

    /// <summary>Where it listens, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> Listeners => [.. _transports.Transports.Select(transport => transport.Local)];

    /// <summary>Places calls.</summary>
    public IOutboundLegs Outbound { get; }

    /// <summary>How the trunks are doing.</summary>
    public ITrunkHealth TrunkHealth => _upkeep.Health;

    /// <summary>The last refused requests, oldest first.</summary>
    public IReadOnlyList<RejectedRequest> Rejects => _rejects.Last();

    public SipStackCounts Counts() =>
        new(_transactions.ServerCount, _transactions.ClientCount, _dialogs.Count, _legs.Count, _metrics.UnreadableTotal);

    /// <summary>The messages of an INVITE that became no call, by its Call-ID; null: never seen, or too long ago.</summary>
    public SipLadder? LadderOfRejected(string callId) => _ladders?.Refused(callId);

    /// <summary>Refusals of one cause since the start.</summary>
    public long RejectCount(RejectCause cause) => _rejects.Count(cause);

    public void Start()
    {
        foreach (var transport in _transports.Transports)
        {
            var local = transport.Local;
            LogListening(transport.ViaName, local);
            if (!IPAddress.IsLoopback(local.Address) && !_parts.Trunks.Current.Any(static trunk => trunk.Enabled))
            {
                LogNotLoopback(local);
            }
        }

        _transports.Start(_transactions);
        _upkeep.Start();
    }

    /// <summary>Waits until the listeners know what to tell peers of themselves, after <see cref="Start"/>. What takes longer goes on in the background.</summary>
    public Task ReadyAsync(TimeSpan atMost) =>
        Task.WhenAny(Task.WhenAll(_transports.Transports.Select(transport => transport.Ready)), Task.Delay(atMost, _parts.Time));

    /// <summary>New calls and OPTIONS get 503 from here on, and registrars are told that we leave; live calls go on.</summary>
    public void Drain()
    {
        _inbound.Drain();
        _upkeep.Leave();
    }

    /// <summary>Closes the listeners. Legs should have been hung up before: nothing is sent any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        await _transports.DisposeAsync();
        _transactions.Abandon();
        if (_dtls.IsValueCreated)
        {
            _dtls.Value.Dispose();
        }

        _metrics.Dispose();
    }

    private static List<ISipTransport> Bind(IReadOnlyList<SipListener> listeners, SipStackParts parts)
    {
        var bound = new List<ISipTransport>();
        try
        {
            foreach (var listener in listeners)
            {
                bound.Add(Bind(listener, parts));
            }

            return bound;
        }
        catch (Exception error)
        {
            foreach (var transport in bound)
            {
                transport.Close();
            }

            if (error is SocketException address)
            {
                throw new SipListenerException(listeners[bound.Count], address);
            }

            throw;
        }
    }

    private static ISipTransport Bind(SipListener listener, SipStackParts parts) => listener switch
    {
        { Transport: SipTransportKind.Udp } => new UdpSipTransport(listener, parts.Time, parts.Loggers.CreateLogger<UdpSipTransport>()),
        { IsSecure: true, Tls: { } tls } => new StreamSipTransport(listener, Handshakes(tls, parts), new StreamLimits(), parts.Time, parts.Loggers.CreateLogger<StreamSipTransport>()),
        { IsSecure: false } => new StreamSipTransport(listener, null, new StreamLimits(), parts.Time, parts.Loggers.CreateLogger<StreamSipTransport>()),
        _ => throw new ArgumentException($"The TLS listener on {listener.Address} has no certificate.", nameof(listener)),
    };

    private static TlsHandshakes Handshakes(SipTlsOptions options, SipStackParts parts) =>
        new(new TlsFiles(options, parts.Time, parts.Loggers.CreateLogger<TlsFiles>()), options.ClientCertificates, parts.Time, parts.Loggers.CreateLogger<TlsHandshakes>());

    [LoggerMessage(Level = LogLevel.Information, Message = "SIP listens on {Transport} {Address}")]
    private partial void LogListening(string transport, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "SIP listens on {Address}, but no trunk is enabled: only callers on this machine are let in")]
    private partial void LogNotLoopback(IPEndPoint address);
}
