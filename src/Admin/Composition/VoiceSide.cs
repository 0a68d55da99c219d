using System.Net;
using System.Net.Sockets;
using Voxie.Admin.Config;
using Voxie.Admin.Node;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local;
using Voxie.SipGateway;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Composition;

/// <summary>
/// Everything a call runs on, made in this order: speech pool and models, media threads, calls, SIP. Nothing is heard before
/// <see cref="StartAsync"/>. Disposed in the reverse order.
/// </summary>
internal sealed class VoiceSide : INodePart
{
    private static readonly TimeSpan LongestDiscovery = TimeSpan.FromSeconds(5);

    private readonly SpeechPool _pool;
    private readonly LocalSpeech _speech;
    private readonly MediaEngine _media;
    private readonly Conductors _conductors;
    private readonly CallIntake _intake;
    private readonly SpeechMetrics _metrics;
    private readonly string? _voice;

    /// <exception cref="ModelFileMissingException">A speech model is not there; the message names it and the remedy.</exception>
    /// <exception cref="NodeStartException">A listener's address is in use or not of this machine.</exception>
    public VoiceSide(NodeCore core, TimeProvider time, ILoggerFactory loggers)
    {
        var options = core.Config.Options;
        _voice = options.Speech.Voice;
        _pool = new SpeechPool(time, options.Speech.Threads ?? 0);
        try
        {
            _speech = new LocalSpeech(new LocalModels(core.Config.ModelsFolder), _pool, time);
        }
        catch
        {
            _pool.Dispose();
            throw;
        }
        _media = new MediaEngine(new MediaOptions { ClockThreads = options.Rtp.ClockThreads }, NewListenPass, time, loggers);
        Ports = new RtpPortPool(PortsOf(core.Config, options), time);
        _conductors = new Conductors(options, _speech, time, loggers);
        var admission = new ConversationAdmission(_pool, Calls, time);
        _metrics = new SpeechMetrics(_pool, admission);
        _intake = new CallIntake(new CallIntakeParts
        {
            Directory = Calls,
            Conductors = _conductors.Factory,
            Record = core.Records,
            Artifacts = core.Artifacts,
            Recordings = core.Recordings,
            Ids = new UuidV7Source(time),
            Time = time,
            Loggers = loggers,
            MaxCalls = options.Calls.Max,
            HasSpeechRoom = admission.HasRoom,
            Outbound = () => Sip!.Outbound,
        });
        Sip = Listen(core, time, loggers);
    }

    public CallDirectory Calls { get; } = new();

    public CallIntake Intake => _intake;

    public RtpPortPool Ports { get; }

    public SipStack Sip { get; }

    public MediaEngine Media => _media;

    public string Name => "Voice (SIP, media, speech)";

    /// <summary>Loads caches, so that the first caller does not pay for it, and opens the doors.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _speech.WarmAsync(_voice, cancellation);
        _media.Start();
        Sip.Start();
        await Sip.ReadyAsync(LongestDiscovery);
    }

    public void StopIntake()
    {
        Sip.Drain();
        _intake.StartDraining();
    }

    public async ValueTask DisposeAsync()
    {
        await Sip.DisposeAsync();
        await _media.DisposeAsync();
        _metrics.Dispose();
        _conductors.Dispose();
        _pool.Dispose();
        _speech.Dispose();
    }

    private ListenPass NewListenPass()
    {
        var engine = new ListenEngine(_speech.NewVoiceActivityDetector());
        return engine.Pass;
    }

    private SipStack Listen(NodeCore core, TimeProvider time, ILoggerFactory loggers)
    {
        var options = core.Config.Options.Sip;
        var stackOptions = new SipStackOptions
        {
            KeepLadders = options.Ladders,
            IdentityCertificates = IdentityCertificates.Load(core.Config),
            Listeners = core.Config.SipListeners,
            Dns = new DnsOptions { Servers = options.NameServers },
            Admission = options.Admission.ToOptions(),
        };
        try
        {
            return new SipStack(stackOptions, new SipStackParts(_intake, core.Profiles, time, loggers) { Trunks = core.Trunks, Routes = core.Routes }, Ports, _media);
        }
        catch (SipListenerException error) when (error.IsAddress)
        {
            throw new NodeStartException(
                $"{error.Message}. Stop the other program or choose another port (VOXIE_SIP, sip.listen, sip.listeners).", error);
        }
        catch (SipListenerException error)
        {
            throw new NodeStartException($"{error.Message} Set another file (sip.listeners, sip.tls).", error);
        }
    }

    private static IPAddress MediaAddressOf(VoxieConfig config)
    {
        // Media binds where signalling does: a node that listens on loopback only takes media from there only. One socket serves
        // both families only as the any-address of IPv6.
        var addresses = config.SipListeners.Select(listener => listener.Address.Address).Distinct().ToList();
        return addresses.Count == 1 ? addresses[0]
            : addresses.All(address => address.AddressFamily == AddressFamily.InterNetwork) ? IPAddress.Any
            : IPAddress.IPv6Any;
    }

    private static RtpPortPoolOptions PortsOf(VoxieConfig config, VoxieOptions options) => new()
    {
        Address = MediaAddressOf(config),
        FirstPort = options.Rtp.Ports.First,
        LastPort = options.Rtp.Ports.Last,
        Timeouts = new RtpTimeouts
        {
            Initial = TimeSpan.FromSeconds(options.Rtp.FirstMediaSeconds),
            Later = TimeSpan.FromSeconds(options.Rtp.MediaTimeoutSeconds),
        },
    };
}
