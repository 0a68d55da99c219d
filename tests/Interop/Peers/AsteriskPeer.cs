using System.Globalization;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Matrix;

namespace Voxie.Interop.Peers;

/// <summary>
/// Asterisk with a configuration of our own (Peers/Asterisk), out of a folder that scripts/asterisk-root.sh makes: Debian 12
/// has no package of it. Needs root (chroot).
/// </summary>
internal sealed class AsteriskPeer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;

    private AsteriskPeer(ChildProcess process, string folder, int sipPort)
    {
        _process = process;
        _folder = folder;
        SipPort = sipPort;
    }

    /// <summary>The system that Asterisk lives in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Null: Asterisk can be run here.</summary>
    public static string? MissingBecause { get; } =
        !Environment.IsPrivilegedProcess ? "chroot needs root"
        : !File.Exists(Path.Combine(Root, "ready")) ? "scripts/asterisk-root.sh has not made its folder"
        : null;

    public int SipPort { get; }

    public string Log => _process.Output;

    public static async Task<AsteriskPeer> StartAsync(MatrixNode node)
    {
        var name = "voxie-" + Guid.NewGuid().ToString("N")[..12];
        var folder = Path.Combine(Root, "tmp", name);
        var etc = Directory.CreateDirectory(Path.Combine(folder, "etc")).FullName;
        var sip = node.Lines.Asterisk;
        var rtp = Ports.Take(60);
        foreach (var template in Directory.GetFiles(Path.Combine(Workspace.Repository, "tests/Interop/Peers/Asterisk"), "*.conf"))
        {
            var text = (await File.ReadAllTextAsync(template))
                .Replace("@DIR@", "/tmp/" + name, StringComparison.Ordinal)
                .Replace("@SIPTLS@", Number(sip + 2), StringComparison.Ordinal)
                .Replace("@SIP@", Number(sip), StringComparison.Ordinal)
                .Replace("@RTP@", Number(rtp), StringComparison.Ordinal)
                .Replace("@RTPEND@", Number(rtp + 59), StringComparison.Ordinal)
                .Replace("@HOST@", MatrixLines.AsteriskHost, StringComparison.Ordinal)
                .Replace("@DIGESTHOST@", MatrixLines.AsteriskDigestHost, StringComparison.Ordinal)
                .Replace("@NODE@", Number(node.Process.SipPort), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(etc, Path.GetFileName(template)), text);
        }

        File.Copy(node.Certificates.PeerCertificate, Path.Combine(etc, "peer.pem"));
        File.Copy(node.Certificates.PeerKey, Path.Combine(etc, "peer.key"));
        File.Copy(node.Certificates.Authority, Path.Combine(etc, "ca.pem"));
        var process = ChildProcess.Start("chroot", [Root, "asterisk", "-f", "-n", "-C", $"/tmp/{name}/etc/asterisk.conf"]);
        var peer = new AsteriskPeer(process, folder, sip);
        await Wait.UntilAsync(
            () => process.HasExited || process.Output.Contains("Asterisk Ready", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "Asterisk is ready");
        return process.HasExited ? throw new InvalidOperationException("Asterisk ended: " + process.Output) : peer;
    }

    /// <summary>Runs a command of its console and returns what it says.</summary>
    public Task<string> CommandAsync(string command) =>
        ChildProcess.RunAsync("chroot", Root, "asterisk", "-C", $"/tmp/{Path.GetFileName(_folder)}/etc/asterisk.conf", "-rx", command);

    /// <summary>Dials <paramref name="uri"/> as the endpoint <paramref name="endpoint"/>; once it is answered the dial plan goes on at
    /// <paramref name="exten"/> (Peers/Asterisk/extensions.conf).</summary>
    public Task<string> DialAsync(string endpoint, string uri, string exten) =>
        CommandAsync($"channel originate PJSIP/{endpoint}/{uri} extension {exten}@out");

    public async Task HangUpAsync(string endpoint)
    {
        var channels = await CommandAsync("core show channels concise");
        var channel = channels.Split('\n').FirstOrDefault(line => line.StartsWith($"PJSIP/{endpoint}-", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Asterisk has no call of {endpoint}\n{Log}");
        await CommandAsync("channel request hangup " + channel.Split('!')[0]);
    }

    public Task SawAsync(string text, TimeSpan within) =>
        Wait.UntilAsync(() => Log.Contains(text, StringComparison.Ordinal), within, $"Asterisk says '{text}'\n{Log}");

    /// <summary>What it heard in the call of that name. Complete once the call is over.</summary>
    public short[] Heard(string name) => Wav.Read(Path.Combine(_folder, name + "-heard.wav"));

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (Environment.GetEnvironmentVariable("VOXIE_KEEP_TESTS") is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("VOXIE_ASTERISK_ROOT") is { Length: > 0 } given)
        {
            return given;
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".cache");
        return Path.Combine(cache, "voxie", "asterisk");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
