using System.Net;
using System.Net.Http.Headers;

namespace Voxie.Admin.Tests.Cli;

/// <summary>The process contract, on the real executable.</summary>
public sealed class RunVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_starts_serves_its_key_and_ends_with_0_on_sigterm()
    {
        using var node = VoxieProcess.Start(Settings(("VOXIE__Log__Format", "json")));
        var ready = await node.LineWithAsync("Ready: API on");
        Assert.StartsWith("{\"Timestamp\":", ready, StringComparison.Ordinal);
        var address = new Uri(System.Text.RegularExpressions.Regex.Match(ready, "http://[0-9.:]+").Value);
        var key = await File.ReadAllTextAsync(_folder.Of("data/admin.key"));
        if (!node.Output.Contains(key.Trim(), StringComparison.Ordinal))
        {
            // The log has a writer of its own: which of the two lines comes first is open.
            await node.LineWithAsync(key.Trim());
        }
        using var client = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/calls")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/calls")).StatusCode);
        node.Terminate();
        var (code, error) = await node.EndAsync();
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public async Task The_key_is_not_printed_at_the_second_start()
    {
        for (var start = 0; start < 2; start++)
        {
            using var node = VoxieProcess.Start(Settings());
            await node.LineWithAsync("Ready: API on");
            node.Terminate();
            await node.EndAsync();
            var key = (await File.ReadAllTextAsync(_folder.Of("data/admin.key"))).Trim();
            Assert.Equal(start == 0, node.Output.Contains(key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_bad_setting_ends_the_start_with_code_2_and_one_clear_message()
    {
        using var node = VoxieProcess.Start(Settings(("VOXIE_RTP", "20000")), "run");
        var (code, error) = await node.EndAsync();
        Assert.Equal(2, code);
        Assert.Equal(
            "voxie: the configuration is wrong:\n  environment variable VOXIE_RTP: rtp.ports: '20000' is not a port range, such as 20000-29999.\n", error);
        Assert.Empty(node.Output);
    }

    [Fact]
    public async Task A_second_node_on_the_same_data_is_refused_with_code_1()
    {
        using var first = VoxieProcess.Start(Settings());
        await first.LineWithAsync("Ready: API on");
        using var second = VoxieProcess.Start(Settings());
        var (code, error) = await second.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("is in use by another voxie", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        first.Terminate();
        Assert.Equal(0, (await first.EndAsync()).Code);
    }

    [Fact]
    public async Task A_missing_model_ends_the_start_with_its_name_and_remedy()
    {
        using var node = VoxieProcess.Start(Settings(("VOXIE_MODELS", _folder.Of("nowhere"))));
        var (code, error) = await node.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains(_folder.Of("nowhere"), error, StringComparison.Ordinal);
        Assert.Contains("npm ci", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_sip_port_ends_the_start_with_its_remedy()
    {
        using var other = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var address = other.Client.LocalEndPoint!.ToString()!;
        using var node = VoxieProcess.Start(Settings(("VOXIE_SIP", "udp:" + address)));
        var (code, error) = await node.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains(address, error, StringComparison.Ordinal);
        Assert.Contains("VOXIE_SIP", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_kill_9_the_next_start_works_and_is_a_new_epoch()
    {
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            using var node = VoxieProcess.Start(Settings());
            Assert.Contains($"epoch {epoch}", await node.LineWithAsync("Ready: API on"), StringComparison.Ordinal);
            node.Kill();
            Assert.Equal(137, (await node.EndAsync()).Code);
        }
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path, ["VOXIE_DATA"] = _folder.Of("data"), ["VOXIE_HTTP"] = "127.0.0.1:0",
            ["VOXIE_SIP"] = "udp:127.0.0.1:" + FreeUdpPort(), ["VOXIE_RTP"] = "38000-38199",
            ["VOXIE_MODELS"] = Environment.GetEnvironmentVariable("VOXIE_MODELS") ?? Repository.File("models"),
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
        return settings;
    }

    private static int FreeUdpPort()
    {
        using var socket = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }
}
