using System.Globalization;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Matrix;

/// <summary>A node that listens on every transport, IPv4 and IPv6.</summary>
public sealed class TransportNode : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    internal VoxieProcess Process { get; private set; } = null!;

    internal TestCertificates Certificates { get; private set; } = null!;

    /// <summary>Of UDP and TCP; TLS is on the next one, WebSocket on the one after that.</summary>
    internal int Port { get; } = Ports.Take(4);

    public async Task InitializeAsync()
    {
        Certificates = new TestCertificates(_workspace.Folder);
        Process = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            Environment = new Dictionary<string, string>
            {
                ["VOXIE_SIP"] = string.Join(',', [$"udp:127.0.0.1:{Port}", $"tcp:127.0.0.1:{Port}", $"tls:127.0.0.1:{Port + 1}", $"udp:[::1]:{Port}", $"tcp:[::1]:{Port}", $"ws:127.0.0.1:{Port + 2}"]),
                ["VOXIE__Sip__Tls__Certificate"] = Certificates.NodeCertificate,
                ["VOXIE__Sip__Tls__Key"] = Certificates.NodeKey,
                ["VOXIE__Sip__Tls__TrustAnchors"] = Certificates.Authority,
            },
        });
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        _workspace.Dispose();
    }

    /// <summary>Without the transport: baresip adds that of its account, and a URI may name it only once.</summary>
    internal string Uri(string user, string transport) =>
        string.Create(CultureInfo.InvariantCulture, $"sip:{user}@127.0.0.1:{(transport == "tls" ? Port + 1 : Port)}");
}
