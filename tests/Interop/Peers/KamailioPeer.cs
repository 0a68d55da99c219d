using System.Globalization;
using Voxie.Interop.Harness;
using Voxie.Interop.Matrix;

namespace Voxie.Interop.Peers;

/// <summary>Kamailio as a proxy in front of a node: Record-Route, dispatcher with pings, registrar, digest (Peers/Kamailio/kamailio.cfg).</summary>
internal sealed class KamailioPeer : IAsyncDisposable
{
    /// <summary>Not the node's own address: a trunk knows Kamailio by it.</summary>
    public const string Host = "127.0.0.20";

    private readonly ChildProcess _process;
    private readonly string _folder;

    private KamailioPeer(ChildProcess process, string folder, int sipPort)
    {
        _process = process;
        _folder = folder;
        SipPort = sipPort;
    }

    /// <summary>UDP and TCP; TLS is two above.</summary>
    public int SipPort { get; }

    public string Log => _process.Output;

    public static async Task<KamailioPeer> StartAsync(Workspace workspace, MatrixNode node)
    {
        var folder = Directory.CreateDirectory(workspace.File("kamailio")).FullName;
        var sip = node.Lines.Kamailio;
        var text = (await File.ReadAllTextAsync(Path.Combine(Workspace.Repository, "tests/Interop/Peers/Kamailio/kamailio.cfg")))
            .Replace("@DIR@", folder, StringComparison.Ordinal)
            .Replace("@HOST@", Host, StringComparison.Ordinal)
            .Replace("@MODULES@", Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(lib => Path.Combine(lib, "kamailio/modules")).First(Directory.Exists), StringComparison.Ordinal)
            .Replace("@SIPTLS@", Number(sip + 2), StringComparison.Ordinal)
            .Replace("@SIP@", Number(sip), StringComparison.Ordinal)
            .Replace("@NODETLS@", Number(node.TlsPort), StringComparison.Ordinal)
            .Replace("@NODE@", Number(node.Process.SipPort), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "kamailio.cfg"), text);
        await File.WriteAllTextAsync(Path.Combine(folder, "dispatcher.list"), $"1 sip:127.0.0.1:{node.Process.SipPort} 0 10\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.cfg"), $"""
            [server:default]
            method = TLSv1.2+
            private_key = {node.Certificates.PeerKey}
            certificate = {node.Certificates.PeerCertificate}
            [client:default]
            method = TLSv1.2+
            verify_certificate = yes
            require_certificate = yes
            ca_list = {node.Certificates.Authority}

            """);
        var process = ChildProcess.Start("kamailio", ["-f", Path.Combine(folder, "kamailio.cfg"), "-DD", "-E", "-P", Path.Combine(folder, "pid"), "-m", "64", "-M", "8"]);
        var peer = new KamailioPeer(process, folder, sip);
        await Wait.UntilAsync(() => process.HasExited || File.Exists(Path.Combine(folder, "ctl.sock")), TimeSpan.FromSeconds(15), "Kamailio takes commands");
        return process.HasExited ? throw new InvalidOperationException("Kamailio ended: " + process.Output) : peer;
    }

    public string Uri(string user) => string.Create(CultureInfo.InvariantCulture, $"sip:{user}@{Host}:{SipPort}");

    /// <summary>Runs a command of its control socket and returns what it says.</summary>
    public Task<string> CommandAsync(params string[] command) => ChildProcess.RunAsync("kamcmd", ["-s", $"unix:{_folder}/ctl.sock", .. command]);

    public Task SawAsync(string text, TimeSpan within) =>
        Wait.UntilAsync(() => Log.Contains(text, StringComparison.Ordinal), within, $"Kamailio says '{text}'\n{Log}");

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
