using System.Net;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Calls that end badly, nodes that end: the record is closed and nothing is left behind.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly PhoneBank _bank = new();

    public void Dispose()
    {
        _bank.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_call_without_any_media_is_ended_and_says_so()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            Environment = new Dictionary<string, string> { ["VOXIE__Rtp__FirstMediaSeconds"] = "1", ["VOXIE__Rtp__MediaTimeoutSeconds"] = "1" },
        });
        var mute = _bank.Add("mute", node.SipPort);
        mute.SendsMedia = false;
        Assert.Equal(200, await mute.DialAsync("echo"));
        await mute.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("media_timeout", (await node.Api.ClosedCallFromAsync("mute")).EndReason!.Code);

        var stopping = _bank.Add("stopping", node.SipPort);
        Assert.Equal(200, await stopping.DialAsync("echo"));
        await stopping.SayAsync(Sound.Tone(440, 0.5));
        stopping.SendsMedia = false;
        await stopping.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("media_timeout", (await node.Api.ClosedCallFromAsync("stopping")).EndReason!.Code);
    }

    [Fact]
    public async Task Many_short_calls_leave_nothing_behind()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            Environment = new Dictionary<string, string> { ["VOXIE__Log__Level"] = "warning" },
        });
        await ManyShortCallsAsync(node, 200);
        await NoCallIsLiveAsync(node);
        var (files, threads, memory) = (node.OpenFiles(), node.Threads(), node.ResidentMiB());

        await ManyShortCallsAsync(node, 1000);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ShortCallAsync(node, $"at-once-{i}", TimeSpan.FromSeconds(2))));
        await NoCallIsLiveAsync(node);
        // Ports that carried media rest for some seconds before they are given back.
        await Wait.UntilAsync(() => node.OpenFiles() <= files + 5, TimeSpan.FromSeconds(20), "the open files are back to their number");
        Assert.InRange(node.Threads(), 0, threads + 12); // The thread pool grows and shrinks by itself.
        // RFC 3261 17: transactions and ended dialogs live on for 64*T1 = 32 s, about 40 KiB a call; the long run sees whether they go.
        Assert.InRange(node.ResidentMiB(), 0, memory + 90);

        var legs = (await node.Api.GetTextAsync("metrics")).Split('\n').Single(line => line.StartsWith("voxie_media_legs ", StringComparison.Ordinal));
        Assert.Equal("voxie_media_legs 0", legs);
    }

    [LongFact]
    public async Task Memory_stays_level_over_ten_thousand_calls()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            Environment = new Dictionary<string, string> { ["VOXIE__Log__Level"] = "warning" },
        });
        var memory = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            await ManyShortCallsAsync(node, 1000);
            await Task.Delay(TimeSpan.FromSeconds(36));
            memory.Add(node.ResidentMiB());
        }

        Assert.InRange(memory.TakeLast(3).Average(), 0, memory.Take(3).Max() + 15);
    }

    [Fact]
    public async Task A_killed_node_closes_its_calls_at_the_next_start()
    {
        var data = _workspace.File("data");
        await using (var node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings { DataFolder = data }))
        {
            var phone = _bank.Add("survivor", node.SipPort);
            Assert.Equal(200, await phone.DialAsync("reception"));
            await phone.HearOutAsync(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
            await phone.SayAsync(await Speech.Voices.SayAsync("What time do you close on Saturday?"));
            await phone.HearOutAsync(System.Diagnostics.Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
            await node.KillHardAsync();
        }

        await using var again = await VoxieProcess.StartAsync(_workspace, new VoxieSettings { DataFolder = data });
        var record = await again.Api.ClosedCallFromAsync("survivor");
        Assert.Equal(("crash", "us"), (record.EndReason!.Code, record.EndReason.Side));
        Assert.Contains(record.CallerTurns, turn => turn.Text.Contains("Saturday", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(record.AgentTurns, turn => turn.Text.Contains("Saturday", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_terminated_node_finishes_its_calls_and_takes_no_more()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace);
        var live = _bank.Add("live", node.SipPort);
        Assert.Equal(200, await live.DialAsync("tone"));

        node.Terminate();
        await Wait.UntilAsync(() => IsNotReady(node), TimeSpan.FromSeconds(5), "readiness answers 503");
        Assert.Equal(503, await _bank.Add("too-late", node.SipPort).DialAsync("tone"));

        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        await Task.Delay(1000);
        Assert.InRange(Sound.ToneShare(live.HeardSamples(since), 600), 0.95, 1.01);
        await live.HangUpAsync();
        Assert.Equal(0, await node.ExitAsync(TimeSpan.FromSeconds(10)));
    }

    private static bool IsNotReady(VoxieProcess node)
    {
        using var client = new HttpClient();
        using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{node.HttpPort}/health/ready"));
        return response.StatusCode == HttpStatusCode.ServiceUnavailable;
    }

    private static async Task NoCallIsLiveAsync(VoxieProcess node) =>
        _ = await Wait.ForAsync(
            async () => (await node.Api.GetAsync("api/calls/live"))["items"]!.AsArray() is { Count: 0 } none ? none : null,
            TimeSpan.FromSeconds(10), "no call is live");

    private async Task ManyShortCallsAsync(VoxieProcess node, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await ShortCallAsync(node, "in-sequence");
        }
    }

    private async Task ShortCallAsync(VoxieProcess node, string user, TimeSpan? stay = null)
    {
        using var phone = _bank.Add(user, node.SipPort);
        Assert.Equal(200, await phone.DialAsync("echo"));
        if (stay is { } time)
        {
            await Task.Delay(time);
        }

        await phone.HangUpAsync();
    }
}
