using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Peers;

/// <summary>
/// baresip (Debian's baresip-core) as a caller: plays a wav, records both directions, is steered by its TCP control
/// port. The end of its wav would end the call, so the wav must be longer than the call.
/// </summary>
internal sealed class BaresipPeer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TcpClient _control = new();
    private readonly string _folder;
    private readonly List<string> _events = [];
    private readonly Lock _gate = new();

    private BaresipPeer(ChildProcess process, string folder, string user, int sipPort, int rtpPort)
    {
        _process = process;
        _folder = folder;
        User = user;
        SipPort = sipPort;
        RtpPort = rtpPort;
    }

    public string User { get; }

    public int SipPort { get; }

    /// <summary>First of the ports that its media may use.</summary>
    public int RtpPort { get; }

    public Range RtpPorts => RtpPort..(RtpPort + 40);

    public string Log => _process.Output;

    /// <summary>Starts a caller that will say <paramref name="speech"/> from the moment its call is up.</summary>
    public static async Task<BaresipPeer> StartAsync(Workspace workspace, string user, short[] speech, string codec = "pcmu/8000/1", BaresipSettings? settings = null)
    {
        settings ??= new BaresipSettings();
        var folder = Directory.CreateDirectory(workspace.File("baresip-" + user)).FullName;
        var sip = settings.SipPort ?? Ports.Take(12);
        var rtp = Ports.Take(40);
        var control = Ports.Take();
        Wav.Write(Path.Combine(folder, "speech.wav"), speech, settings.RateHz);
        await File.WriteAllTextAsync(Path.Combine(folder, "contacts"), "");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "accounts"), $"<sip:{user}@{settings.Host}:{sip}{settings.UriParameters}>;regint=0;audio_codecs={codec};ptime={settings.PtimeMs}{settings.Account}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), $"""
            poll_method epoll
            sip_listen {settings.Host}:{sip}
            call_local_timeout 30
            call_max_calls 4
            audio_source aufile,{folder}/speech.wav
            audio_player aufile,{folder}/player.wav
            audio_alert aufile,{folder}/alert.wav
            ausrc_srate {settings.RateHz}
            auplay_srate {settings.RateHz}
            ausrc_channels 1
            auplay_channels 1
            ausrc_format s16
            auplay_format s16
            auenc_format s16
            audec_format s16
            rtp_ports {rtp}-{rtp + 39}
            jitter_buffer_delay 1-10
            net_interface {settings.Host.Trim('[', ']')}
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module sndfile.so
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:{control}
            snd_path {folder}
            {settings.Configuration}

            """);

        var process = ChildProcess.Start("baresip", [settings.Host.StartsWith('[') ? "-6" : "-4", "-f", folder], new Dictionary<string, string> { ["HOME"] = folder }, folder);
        var peer = new BaresipPeer(process, folder, user, sip, rtp);
        await Wait.UntilAsync(() => process.HasExited || peer.TryConnect(control), TimeSpan.FromSeconds(10), "baresip takes commands");
        if (process.HasExited)
        {
            throw new InvalidOperationException("baresip ended: " + process.Output);
        }

        _ = peer.ReadEventsAsync();
        return peer;
    }

    public Task DialAsync(string uri) => CommandAsync("dial", uri);

    public Task HangUpAsync() => CommandAsync("hangup", "");

    public Task HoldAsync() => CommandAsync("hold", "");

    public Task ResumeAsync() => CommandAsync("resume", "");

    public Task AcceptAsync() => CommandAsync("accept", "");

    /// <summary>Sends the other side elsewhere (REFER).</summary>
    public Task TransferAsync(string uri) => CommandAsync("transfer", uri);

    public Task PressAsync(char digit) => CommandAsync("sndcode", digit.ToString());

    /// <summary>Waits for an event such as CALL_ESTABLISHED or CALL_CLOSED.</summary>
    public Task SawAsync(string type, TimeSpan within) =>
        Wait.UntilAsync(() => Saw(type), within, $"baresip reports {type}\n{Log}");

    public bool Saw(string type)
    {
        lock (_gate)
        {
            return _events.Contains(type);
        }
    }

    /// <summary>What it heard, from its first packet on. Complete once the call is closed.</summary>
    public short[] Heard() => Wav.Read(Recording());

    /// <summary>The file that it was recorded to, at the rate of the codec.</summary>
    public string Recording() => Recording("dec");

    /// <summary>What it sent.</summary>
    public short[] Sent() => Wav.Read(Recording("enc"));

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
    }

    private string Recording(string direction) =>
        Directory.GetFiles(_folder, $"dump-*-{direction}.wav").Order(StringComparer.Ordinal).LastOrDefault() is { } file
            ? file
            : throw new FileNotFoundException($"baresip left no recording ({direction})\n{Log}");

    private bool TryConnect(int port)
    {
        try
        {
            _control.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Netstrings of JSON: "<length>:<text>,".
    private async Task CommandAsync(string command, string parameters)
    {
        var text = JsonSerializer.Serialize(new { command, @params = parameters, token = command });
        await _control.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text},")));
    }

    private async Task ReadEventsAsync()
    {
        var pending = "";
        var buffer = new byte[16384];
        try
        {
            while (await _control.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                pending += Encoding.UTF8.GetString(buffer, 0, count);
                while (pending.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
                    && int.TryParse(pending.AsSpan(0, colon), out var length) && pending.Length > colon + 1 + length)
                {
                    Add(pending.Substring(colon + 1, length));
                    pending = pending[(colon + length + 2)..];
                }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The peer is gone or the test is over; what was seen stays.
        }
    }

    private void Add(string json)
    {
        if (JsonNode.Parse(json)?["type"]?.GetValue<string>() is { } type)
        {
            lock (_gate)
            {
                _events.Add(type);
            }
        }
    }
}
