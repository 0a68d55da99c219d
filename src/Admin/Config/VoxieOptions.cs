using System.ComponentModel;
using System.Net;
using Voxie.Admin.Recordings;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Config;

/// <summary>What a node needs to start: an immutable snapshot, read once. Agents, keys and records live in the database.</summary>
internal sealed record VoxieOptions
{
    [Description("Folder of the database, the journal and the generated admin key. Relative to the working folder.")]
    public string Data { get; init; } = "data";

    [Description("Folder of the speech models (the one that holds package.json). Relative to the working folder.")]
    public string Models { get; init; } = "models";

    public HttpOptions Http { get; init; } = new();
    public SipOptions Sip { get; init; } = new();
    public RtpOptions Rtp { get; init; } = new();
    public CallOptions Calls { get; init; } = new();
    public SpeechOptions Speech { get; init; } = new();
    public AgentOptions Agents { get; init; } = new();
    public DatabaseOptions Database { get; init; } = new();
    public RecordingOptions Recordings { get; init; } = new();
    public LogOptions Log { get; init; } = new();
    public ProviderOptions Providers { get; init; } = new();
}

internal sealed record HttpOptions
{
    [Description("Address and port of the REST API. Port 0 takes any free port.")]
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    [Description("Largest request body in KiB, 1 to 65536.")]
    public int MaxBodyKilobytes { get; init; } = 1024;
}

internal sealed record SipOptions
{
    private static readonly IReadOnlyList<SipListen> Usual = [new SipListen(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 5060))];

    [Description("Listeners in short, transport:address:port. Transports: udp, tcp, tls, ws, wss.")]
    public IReadOnlyList<SipListen> Listen { get; init; } = Usual;

    [Description("Listeners at length, in place of listen.")]
    public IReadOnlyList<SipListenerOptions> Listeners { get; init; } = [];

    [Description("What the TLS and WSS listeners have in common.")]
    public SipTlsFiles Tls { get; init; } = new();

    [Description("Address that stands in Via, Contact and SDP. Absent: the local address towards the peer.")]
    public IPAddress? Advertise { get; init; }

    [Description("Keep the SIP messages of every call with its record, secrets masked.")]
    public bool Ladders { get; init; } = true;

    [Description("Name servers for the names of trunks, address:port. Absent: those of /etc/resolv.conf.")]
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    [Description("Certificates (PEM files) whose signatures on callers' numbers are believed (STIR/SHAKEN). Relative to the configuration file. None: attestations are kept as claims.")]
    public IReadOnlyList<string> IdentityCertificates { get; init; } = [];

    [Description("Folder of trunk files imported at start. Relative to the configuration file.")]
    public string Trunks { get; init; } = "trunks";

    [Description("File of routes imported at start. Relative to the configuration file.")]
    public string Routes { get; init; } = "routes.yaml";

    public SipAdmissionOptions Admission { get; init; } = new();

    /// <summary><see cref="Listen"/> was set.</summary>
    internal bool IsListenGiven => !ReferenceEquals(Listen, Usual);

    /// <summary>The listeners, however they are written.</summary>
    internal IReadOnlyList<SipListenerOptions> Effective() => Listeners.Count > 0 && !IsListenGiven
        ? Listeners
        : [.. Listen.Select(listen => new SipListenerOptions { Transport = listen.Transport, Address = listen.Address })];
}

internal sealed record RtpOptions
{
    [Description("Media ports, first-last. Even ports carry RTP, odd ones RTCP. Ports taken by others are passed over.")]
    public PortRange Ports { get; init; } = new(20000, 29999);

    [Description("Seconds without any media after the answer until a call is ended, 1 to 3600.")]
    public int FirstMediaSeconds { get; init; } = 30;

    [Description("Seconds without media later in a call until it is ended, 1 to 3600.")]
    public int MediaTimeoutSeconds { get; init; } = 15;

    [Description("Clock threads that own the media sockets, 1 to 16. One holds about 2,000 calls.")]
    public int ClockThreads { get; init; } = 1;
}

internal sealed record CallOptions
{
    [Description("Calls at a time, 1 to 10000. More are answered 503.")]
    public int Max { get; init; } = 200;

    [Description("Seconds that live calls may go on after SIGTERM, 0 to 86400.")]
    public int DrainSeconds { get; init; } = 1800;
}

internal sealed record SpeechOptions
{
    [Description("Threads of local recognition and synthesis, 1 to 256. Absent: one per core.")]
    public int? Threads { get; init; }

    [Description("Voice of agents that name none, engine or engine/voice. Absent: the best one installed.")]
    public string? Voice { get; init; }
}

internal sealed record AgentOptions
{
    [Description("Folder of agent files imported at start. Relative to the configuration file.")]
    public string Folder { get; init; } = "agents";

    [Description("Who thinks for agents that name no brain: scripted or openai. Absent: openai when it has a key or URL, else scripted.")]
    public string? Brain { get; init; }
}

internal sealed record DatabaseOptions
{
    [Description("SQLite file. Relative to the data folder.")]
    public string File { get; init; } = "voxie.db";
}

internal sealed record LogOptions
{
    [Description("Least severe level that is logged.")]
    public LogLevel Level { get; init; } = LogLevel.Information;

    [Description("json: one object per line; text: for people.")]
    public LogFormat Format { get; init; } = LogFormat.Text;
}

internal enum LogFormat { Text, Json }

internal sealed record ProviderOptions
{
    public OpenAiOptions OpenAi { get; init; } = new();
}

internal sealed record OpenAiOptions
{
    [Description("Base URL of an OpenAI-compatible API. Absent: OpenAI's own.")]
    public Uri? BaseUrl { get; init; }

    [Description("API key. Better given as VOXIE__Providers__OpenAi__ApiKey than written into a file.")]
    public Secret? ApiKey { get; init; }

    [Description("Chat model.")]
    public string Model { get; init; } = "gpt-4o-mini";
}
