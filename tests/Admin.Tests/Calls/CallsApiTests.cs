using System.Net;
using System.Text.Json.Nodes;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Calls;

public sealed class CallsApiTests
{
    [Fact]
    public async Task A_call_shows_its_turns_notes_end_and_line()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(1);
        node.Core.Records.Admitted(Lines.Admitted(id));
        node.Core.Records.Answered(new CallAnswered(id, Lines.Start.AddSeconds(1)));
        node.Core.Records.Turn(Lines.Turn(id, 0, 2) with { Interrupted = true, Latency = new TurnLatency(600, 300, 100, 50, 120, 30) });
        node.Core.Records.Turn(Lines.Turn(id, 1, 4));
        node.Core.Records.Note(new CallNote(id, Lines.Start.AddSeconds(6), "message", new Dictionary<string, string> { ["name"] = "Ann" }));
        node.Core.Records.Ended(new CallEnded(id, Lines.Start.AddSeconds(11), new CallEndReason(EndCode.MediaTimeout, EndSide.Carrier, "No media."),
            new LegReport { Codec = "PCMU", PacketsSent = 500, JitterMs = 1.5 }));
        await node.Core.Shipper.TryShipAsync(default);

        var call = (await node.GetAsync($"/api/calls/{id}")).Json;
        Assert.Equal("ended", call["state"]!.GetValue<string>());
        Assert.Equal(("alice", "100", "reception", 3), (call["from"]!.GetValue<string>(), call["to"]!.GetValue<string>(), call["agentId"]!.GetValue<string>(), call["agentVersion"]!.GetValue<int>()));
        Assert.Equal(10, call["durationSeconds"]!.GetValue<double>());
        Assert.Equal("""{"code":"media_timeout","side":"carrier","detail":"No media."}""", call["endReason"]!.ToJsonString());
        var turns = call["turns"]!.AsArray();
        Assert.Equal(["agent", "caller"], turns.Select(t => t!["role"]!.GetValue<string>()));
        Assert.Equal(("t0", "h0", true), (turns[0]!["text"]!.GetValue<string>(), turns[0]!["heardText"]!.GetValue<string>(), turns[0]!["interrupted"]!.GetValue<bool>()));
        Assert.Equal(Lines.Start.AddSeconds(2), turns[0]!["startedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(600, turns[0]!["latency"]!["totalMs"]!.GetValue<double>());
        Assert.Null(turns[1]!["latency"]);
        Assert.Equal(("message", "Ann"), (call["notes"]![0]!["kind"]!.GetValue<string>(), call["notes"]![0]!["data"]!["name"]!.GetValue<string>()));
        Assert.Equal(("PCMU", 500), (call["leg"]!["codec"]!.GetValue<string>(), call["leg"]!["packetsSent"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_live_call_can_be_read_while_it_goes_on()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(1);
        Lines.Write(node.Core.Records, id, turns: 1, end: false);
        await node.ShippedAsync(1);
        await node.Core.Shipper.TryShipAsync(default);
        var call = (await node.GetAsync($"/api/calls/{id}")).Json;
        Assert.Equal("answered", call["state"]!.GetValue<string>());
        Assert.Single(call["turns"]!.AsArray());
        Assert.Null(call["endReason"]);
        Assert.Null(call["endedAt"]);
    }

    [Fact]
    public async Task Pages_hold_every_call_once_newest_first()
    {
        await using var node = await ApiNode.StartAsync();
        for (var n = 0; n < 25; n++)
        {
            // Five calls in each second: order within it must be stable too.
            node.Core.Records.Admitted(Lines.Admitted(Lines.Call(n + 1), n / 5));
        }
        await node.ShippedAsync(25);
        var seen = new List<JsonNode>();
        var path = "/api/calls?limit=7";
        for (string? next = null; ;)
        {
            var page = (await node.GetAsync(next is null ? path : $"{path}&cursor={next}")).Json;
            seen.AddRange(page["items"]!.AsArray()!);
            Assert.True(page.AsObject().ContainsKey("next"));
            next = page["next"]?.GetValue<string>();
            if (next is null)
            {
                break;
            }
            Assert.Equal(0, seen.Count % 7);
        }
        Assert.Equal(25, seen.Select(c => c["id"]!.GetValue<string>()).Distinct().Count());
        var starts = seen.Select(c => c["startedAt"]!.GetValue<DateTimeOffset>()).ToList();
        Assert.Equal(starts.OrderDescending(), starts);
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        await using var node = await ApiNode.StartAsync();
        node.Core.Records.Admitted(Lines.Admitted(Lines.Call(1), 0) with { AgentId = "echo", From = "bob" });
        Lines.Write(node.Core.Records, Lines.Call(2), end: false);
        Lines.Write(node.Core.Records, Lines.Call(3));
        await node.ShippedAsync(3);
        await node.Core.Shipper.TryShipAsync(default);
        foreach (var (query, expected) in new[]
        {
            ("agent=echo", "1"), ("from=bob", "1"), ("to=100&agent=reception", "2 3"), ("state=ringing", "1"), ("state=answered", "2"),
            ("state=live", "1 2"), ("state=ended", "3"), ("after=2026-01-02T03:04:06Z", ""), ("before=2026-01-02T03:04:06Z", "1 2 3"), ("agent=nobody", ""),
        })
        {
            var items = (await node.GetAsync("/api/calls?" + query)).Json["items"]!.AsArray();
            var ids = items.Select(c => Enumerable.Range(1, 3).Single(n => Lines.Call(n).ToString() == c!["id"]!.GetValue<string>())).Order();
            Assert.Equal((query, expected), (query, string.Join(' ', ids)));
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=%21%21", "cursor")]
    [InlineData("cursor=MTIz", "cursor")]
    [InlineData("state=asleep", "state")]
    [InlineData("after=yesterday", "after")]
    public async Task A_bad_query_is_named(string query, string field)
    {
        await using var node = await ApiNode.StartAsync();
        Assert.NotNull((await node.GetAsync("/api/calls?" + query)).Problem(HttpStatusCode.BadRequest)![field]);
    }

    [Fact]
    public async Task Unknown_calls_are_not_found()
    {
        await using var node = await ApiNode.StartAsync();
        (await node.GetAsync($"/api/calls/{Lines.Call(9)}")).Problem(HttpStatusCode.NotFound);
        (await node.GetAsync("/api/calls/nonsense")).Problem(HttpStatusCode.NotFound);
        (await node.SendAsync(HttpMethod.Delete, $"/api/calls/live/{Lines.Call(9)}")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Live_calls_are_listed_and_hung_up_by_the_operator()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(4);
        node.Live.Add(id, "alice", Lines.Start);
        node.Live.Add(Lines.Call(5), "bob", Lines.Start.AddSeconds(9), answered: false);
        var items = (await node.GetAsync("/api/calls/live")).Json["items"]!.AsArray();
        Assert.Equal([("bob", "ringing"), ("alice", "answered")], items.Select(c => (c!["from"]!.GetValue<string>(), c["state"]!.GetValue<string>())));
        Assert.Equal(HttpStatusCode.Accepted, (await node.SendAsync(HttpMethod.Delete, $"/api/calls/live/{id}")).Status);
        Assert.Equal([(id, CallEndReason.OperatorHangup)], node.Live.HungUp);
    }
}
