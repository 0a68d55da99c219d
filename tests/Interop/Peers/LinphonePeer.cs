using System.Globalization;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Peers;

/// <summary>linphonec (Debian's linphone-cli, the Belledonne stack): plays a wav, records what it hears, reads commands from standard input.</summary>
internal sealed class LinphonePeer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;

    private LinphonePeer(ChildProcess process, string folder, string user, int sipPort)
    {
        _process = process;
        _folder = folder;
        User = user;
        SipPort = sipPort;
    }

    public string User { get; }

    public int SipPort { get; }

    public string Log => _process.Output;

    /// <summary>Starts a phone that says <paramref name="speech"/> in its call.</summary>
    /// <param name="host">The address that it listens on; IPv6 without brackets.</param>
    /// <param name="authority">Whom it believes in TLS.</param>
    /// <param name="configuration">More sections of its configuration.</param>
    public static async Task<LinphonePeer> StartAsync(Workspace workspace, string user, short[] speech, string host = "127.0.0.1", string configuration = "", int? sipPort = null, string authority = "")
    {
        var folder = Directory.CreateDirectory(workspace.File("linphone-" + user)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".local/share/linphone"));
        var sip = sipPort ?? Ports.Take();
        var rtp = Ports.Take(8);
        var isIPv6 = host.Contains(':', StringComparison.Ordinal);
        Wav.Write(Path.Combine(folder, "speech.wav"), speech);

        // A port of 0 for any transport closes them all.
        await File.WriteAllTextAsync(Path.Combine(folder, "rc"), $"""
            [sip]
            use_ipv6={(isIPv6 ? 1 : 0)}
            bind_address={host}
            sip_port={sip}
            sip_tcp_port={sip}
            sip_tls_port={sip + 1}
            guess_hostname=1
            contact=sip:{user}@{(isIPv6 ? $"[{host}]" : host)}:{sip}
            use_rfc2833=1
            media_encryption=none
            register_only_when_network_is_up=0
            root_ca={authority}
            [net]
            auto_net_state_mon=0
            mtu=1300
            [rtp]
            audio_rtp_port={rtp}
            video_rtp_port={rtp + 2}
            text_rtp_port={rtp + 4}
            [sound]
            echocancellation=0
            remote_ring=
            [video]
            enabled=0
            {configuration}

            """);
        var process = ChildProcess.Start(
            "linphonec", ["-c", Path.Combine(folder, "rc"), "-d", "6", "-l", Path.Combine(folder, "log")],
            new Dictionary<string, string> { ["HOME"] = folder }, folder, keepInput: true);
        var peer = new LinphonePeer(process, folder, user, sip);
        await process.TypeAsync($"ipv6 {(isIPv6 ? "enable" : "disable")}");
        await process.TypeAsync("soundcard use files");
        await process.TypeAsync($"play {folder}/speech.wav");
        await process.TypeAsync($"record {folder}/heard.wav");
        await peer.SawAsync("record ", TimeSpan.FromSeconds(15));
        return peer;
    }

    /// <summary>Types a command, such as <c>call sip:echo@127.0.0.1:5060</c>, <c>pause</c>, <c>resume 1</c>, <c>terminate</c>.</summary>
    public Task CommandAsync(string command) => _process.TypeAsync(command);

    /// <summary>Dials and waits for the answer.</summary>
    public async Task DialAsync(string uri)
    {
        await CommandAsync("call " + uri);
        await SawAsync("Media streams established", TimeSpan.FromSeconds(8));
    }

    public async Task HangUpAsync()
    {
        await CommandAsync("terminate");
        await SawAsync(" ended (", TimeSpan.FromSeconds(8));
    }

    /// <summary>Waits until it has printed <paramref name="text"/>, <paramref name="times"/> times.</summary>
    public Task SawAsync(string text, TimeSpan within, int times = 1) =>
        Wait.UntilAsync(() => Log.Split(text).Length > times, within, string.Create(CultureInfo.InvariantCulture, $"linphonec says '{text}'\n{Log}"));

    /// <summary>What it heard. Complete once the call is over.</summary>
    public short[] Heard() => Wav.Read(Path.Combine(_folder, "heard.wav"));

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
