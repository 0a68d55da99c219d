using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Who is let in by a trunk, and calls that go out by one, with real peers on loopback addresses.</summary>
public sealed class TrunkTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private static async Task SaveAsync(VoxieProcess node, HttpMethod method, string path, object body)
    {
        using var answer = await node.Api.SendAsync(method, path, JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A trunk that leads back to the node itself.</summary>
    private static Task SaveLoopAsync(VoxieProcess node) => SaveAsync(node, HttpMethod.Post, "api/trunks", new
    {
        id = "loop", target = $"sip:127.0.0.1:{node.SipPort}", dialling = new { allow = new[] { "*" } },
    });

    [Fact]
    public async Task SIPp_is_let_in_from_a_trunks_address_and_from_no_other()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            Environment = new Dictionary<string, string> { ["VOXIE__Sip__Admission__TrustLoopback"] = "false" },
        });
        await SaveAsync(node, HttpMethod.Post, "api/trunks", new { id = "sipp", sources = new[] { "127.0.0.7/32" } });

        Assert.Equal(0, await SippPeer.PlainCallAsync(_workspace, node, "echo", "127.0.0.7"));
        Assert.NotEqual(0, await SippPeer.PlainCallAsync(_workspace, node, "echo", "127.0.0.8"));
        Assert.NotEqual(0, await SippPeer.PlainCallAsync(_workspace, node, "nobody", "127.0.0.7"));
        await SaveAsync(node, HttpMethod.Put, "api/routes", new { routes = new[] { new { name = "shut", when = new { trunk = "sipp" }, reject = 603 } } });
        Assert.NotEqual(0, await SippPeer.PlainCallAsync(_workspace, node, "echo", "127.0.0.7"));

        var rejects = (await node.Api.GetAsync("api/rejects"))["items"]!.AsArray();
        Assert.Equal(
            [("route", 603, "sipp", "rule 'shut'"), ("unknown_user", 404, "sipp", "no rule fits, and no agent has this extension"), ("source", 403, "", "")],
            rejects.Select(Short));
    }

    private static (string, int, string, string) Short(JsonNode? reject) => (
        reject!["cause"]!.GetValue<string>(), reject["status"]!.GetValue<int>(), reject["trunk"]?.GetValue<string>() ?? "", reject["detail"]?.GetValue<string>() ?? "");

    [Fact]
    public async Task A_call_through_a_trunk_is_joined_and_both_sides_are_heard()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace);
        await SaveLoopAsync(node);
        await SaveAsync(node, HttpMethod.Put, "api/routes", new
        {
            routes = new[] { new { name = "outward", when = new { userPrefix = "9" }, dial = new { trunk = "loop", strip = 1 } } },
        });
        var said = Sound.Join(Sound.Silence(1), Sound.Tone(440, 2), Sound.Silence(12));
        await using var caller = await BaresipPeer.StartAsync(_workspace, "bridged-caller", said);
        await caller.DialAsync(node.Uri("9echo"));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(5000);
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));

        // What was said went to the second call and came back by both lines.
        var heard = caller.Heard();
        Assert.InRange(heard.Chunk(Sound.Frame * 5).Count(window => !Sound.IsSilent(window) && Sound.ToneShare(window, 440) > 0.9) * 0.1, 1.7, 2.2);
        var calls = await Wait.ForAsync(async () => (await node.Api.GetAsync("api/calls?state=ended"))["items"]!.AsArray() is { Count: 2 } both ? both : null,
            TimeSpan.FromSeconds(10), "both calls are in the record");
        Assert.Equal(["echo", "trunk:loop"], calls.Select(call => call!["agentId"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Voxie_call_dials_through_a_trunk_of_the_data_folder()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace);
        await SaveLoopAsync(node);
        await using var call = ChildProcess.Start(Workspace.Executable, ["call", "tone", "--trunk", "loop", "--seconds", "4", "--no-transcript", "--json"],
            new Dictionary<string, string> { ["VOXIE_DATA"] = node.DataFolder, ["VOXIE_CONFIG"] = Path.Combine(Workspace.Repository, "config", "voxie.yaml"), ["DOTNET_ROOT"] = VoxieProcess.DotnetRoot() });
        Assert.Equal(0, await call.ExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("\"firstAudioMs\":", call.Output, StringComparison.Ordinal);
        Assert.Equal("tone", (await node.Api.GetAsync("api/calls"))["items"]![0]!["agentId"]!.GetValue<string>());
    }
}
