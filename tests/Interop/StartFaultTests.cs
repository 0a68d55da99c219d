using System.Net;
using System.Net.Sockets;
using Voxie.Interop.Harness;

namespace Voxie.Interop;

/// <summary>A node that cannot start says why, and what to do, and ends with an exit code of its own accord.</summary>
public sealed class StartFaultTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("sip: [unclosed", "voxie.yaml")]
    [InlineData("sipp:\n  listen: [udp:127.0.0.1:5060]", "sipp")]
    [InlineData("rtp:\n  clockThreads: many", "rtp.clockThreads")]
    [InlineData("calls:\n  max: 0", "calls.max")]
    public async Task Bad_settings_are_named_with_file_and_key(string yaml, string named)
    {
        var file = _workspace.File("voxie.yaml");
        await File.WriteAllTextAsync(file, yaml);

        var said = await FailsToStartAsync(new Dictionary<string, string> { ["VOXIE_CONFIG"] = file });
        Assert.Contains("voxie.yaml", said, StringComparison.Ordinal);
        Assert.Contains(named, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_value_in_the_environment_is_named()
    {
        var said = await FailsToStartAsync(new Dictionary<string, string> { ["VOXIE__Rtp__FirstMediaSeconds"] = "soon" });
        Assert.Contains("VOXIE__Rtp__FirstMediaSeconds", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_SIP_port_in_use_is_named()
    {
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var address = taken.Client.LocalEndPoint!.ToString()!;

        Assert.Contains(address, await FailsToStartAsync(new Dictionary<string, string> { ["VOXIE_SIP"] = "udp:" + address }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HTTP_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;

        Assert.Contains(address, await FailsToStartAsync(new Dictionary<string, string> { ["VOXIE_HTTP"] = address }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_model_file_is_named_with_the_remedy()
    {
        var said = await FailsToStartAsync(new Dictionary<string, string> { ["VOXIE_MODELS"] = Directory.CreateDirectory(_workspace.File("no-models")).FullName });
        Assert.Contains("no-models", said, StringComparison.Ordinal);
        Assert.Contains("npm ci", said, StringComparison.Ordinal);
    }

    private async Task<string> FailsToStartAsync(Dictionary<string, string> environment)
    {
        await using var node = VoxieProcess.Launch(_workspace, new VoxieSettings { Environment = environment });
        Assert.NotEqual(0, await node.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain("   at Voxie.", node.Log, StringComparison.Ordinal);
        return node.Log;
    }
}
