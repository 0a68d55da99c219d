using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Config;
using Voxie.Admin.Node;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Node;

public sealed class VoxieNodeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeLiveCalls _live = new();
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parts_start_in_order_drain_and_stop_in_reverse()
    {
        await using (var node = await StartAsync(TimeProvider.System, NewPart("media"), NewPart("sip")))
        {
            Assert.Equal(NodeState.Ready, node.Status.State);
            await node.DrainAsync(default);
            Assert.Equal(NodeState.Draining, node.Status.State);
        }
        Assert.Equal(["media starts", "sip starts", "sip intake stops", "media intake stops", "sip stops", "media stops"], _log);
    }

    [Fact]
    public async Task The_api_is_up_but_not_ready_while_parts_start()
    {
        var http = "127.0.0.1:" + FreePort();
        var seen = new List<HttpStatusCode>();
        using var client = new HttpClient();
        var slow = new Part("slow", _log)
        {
            OnStart = async () =>
            {
                seen.Add((await client.GetAsync($"http://{http}/health/ready")).StatusCode);
                seen.Add((await client.GetAsync($"http://{http}/health/live")).StatusCode);
            },
        };
        await using var node = await StartAsync(TimeProvider.System, Configure(http), slow);
        seen.Add((await client.GetAsync($"http://{http}/health/ready")).StatusCode);
        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], seen);
    }

    [Fact]
    public async Task A_drain_waits_for_live_calls()
    {
        var time = new FakeTimeProvider();
        await using var node = await StartAsync(time, NewPart("sip"));
        _live.Add(Lines.Call(1), "alice", Lines.Start);
        var draining = node.DrainAsync(default);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(draining.IsCompleted);
        _live.Calls.Clear();
        await AdvanceUntilAsync(time, draining);
        Assert.Empty(_live.HungUp);
    }

    [Fact]
    public async Task At_the_drain_limit_calls_are_ended_as_shut_down()
    {
        var time = new FakeTimeProvider();
        await using var node = await StartAsync(time, NewPart("sip"));
        _live.Add(Lines.Call(1), "alice", Lines.Start);
        var start = time.Elapsed;
        await AdvanceUntilAsync(time, node.DrainAsync(default));
        Assert.Equal(EndCode.Shutdown, Assert.Single(_live.HungUp).Reason.Code);
        // 20 s as configured, and 10 s for a call that never said that it ended.
        Assert.InRange((time.Elapsed - start).TotalSeconds, 30, 31);
    }

    [Fact]
    public async Task A_part_that_cannot_start_takes_down_what_stood()
    {
        var broken = new Part("sip", _log) { OnStart = () => throw new NodeStartException("SIP port taken.") };
        var error = await Assert.ThrowsAsync<NodeStartException>(() => StartAsync(TimeProvider.System, NewPart("media"), broken));
        Assert.Equal("SIP port taken.", error.Message);
        Assert.Equal(["media starts", "sip starts", "sip stops", "media stops"], _log);
        // Nothing is held: the next start works.
        await using var node = await StartAsync(TimeProvider.System);
        Assert.Equal(2, node.Core.Identity.Epoch);
    }

    [Fact]
    public async Task A_taken_http_port_is_named_with_its_remedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var error = await Assert.ThrowsAsync<NodeStartException>(() => StartAsync(TimeProvider.System, Configure($"127.0.0.1:{port}"), NewPart("never")));
        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("VOXIE_HTTP", error.Message, StringComparison.Ordinal);
        Assert.Equal(["never stops"], _log);
    }

    [Fact]
    public async Task Agents_of_the_folder_answer_once_the_node_is_ready()
    {
        _folder.Write("agents/a.yaml", "id: a\nname: A\nextension: front");
        await using var node = await StartAsync(TimeProvider.System);
        Assert.Equal("a", node.Core.Profiles.ByExtension("FRONT")!.Id);
        Assert.NotNull(node.Core.NewAdminKey);
    }

    private Part NewPart(string name) => new(name, _log);

    private VoxieConfig Configure(string http = "127.0.0.1:0") => ConfigLoader.Load(
        new Dictionary<string, string> { ["VOXIE_HTTP"] = http, ["VOXIE_DATA"] = _folder.Of("data"), ["VOXIE__Calls__DrainSeconds"] = "20" },
        _folder.Write("voxie.yaml", ""));

    private Task<VoxieNode> StartAsync(TimeProvider time, params INodePart[] parts) => StartAsync(time, Configure(), parts);

    private Task<VoxieNode> StartAsync(TimeProvider time, VoxieConfig config, params INodePart[] parts) =>
        VoxieNode.StartAsync(config, (_, _, _) => new Telephony(_live, parts), time, NullLoggerFactory.Instance, default);

    // Time goes on only while the drain waits for it: on a busy machine what it does between two waits takes its time.
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task done)
    {
        var waiting = time.ArmedTimers;
        while (!done.IsCompleted)
        {
            if (time.ArmedTimers >= waiting)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
            }
            await Task.Yield();
        }
        await done;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private sealed class Part(string name, List<string> log) : INodePart
    {
        public Func<Task>? OnStart { get; init; }
        public string Name => name;

        public Task StartAsync(CancellationToken cancellation)
        {
            log.Add(name + " starts");
            return OnStart?.Invoke() ?? Task.CompletedTask;
        }

        public void StopIntake() => log.Add(name + " intake stops");

        public ValueTask DisposeAsync()
        {
            log.Add(name + " stops");
            return ValueTask.CompletedTask;
        }
    }
}
