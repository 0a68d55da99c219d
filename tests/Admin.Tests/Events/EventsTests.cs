using System.Net.Http.Headers;
using Voxie.Admin.Events;
using Voxie.Admin.Tests.Journal;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Events;

public sealed class EventsTests
{
    private static readonly string[] WholeCall = ["call.started", "call.answered", "turn", "turn", "note", "call.ended"];

    [Fact]
    public async Task A_listener_gets_a_call_as_it_happens()
    {
        await using var node = await ApiNode.StartAsync();
        using var stream = await Listener.OpenAsync(node, null);
        Lines.Write(node.Core.Records, Lines.Call(1));
        var events = await stream.TakeAsync(6);
        Assert.Equal(WholeCall, events.Select(e => e.Name));
        Assert.Contains("\"callId\":\"" + Lines.Call(1), events[0].Data, StringComparison.Ordinal);
        Assert.Contains("\"from\":\"alice\"", events[0].Data, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"agent\"", events[2].Data, StringComparison.Ordinal);
        Assert.Contains("\"endReason\":{\"code\":\"caller_hangup\",\"side\":\"caller\"}", events[5].Data, StringComparison.Ordinal);
        Assert.Equal("1-1", events[0].Id);
    }

    [Fact]
    public async Task A_listener_that_comes_back_gets_what_it_missed()
    {
        await using var node = await ApiNode.StartAsync();
        Lines.Write(node.Core.Records, Lines.Call(1));
        using var stream = await Listener.OpenAsync(node, "1-4");
        Assert.Equal(["1-5", "1-6"], (await stream.TakeAsync(2)).Select(e => e.Id));
        using var other = await Listener.OpenAsync(node, "99-1");
        node.Core.Records.Admitted(Lines.Admitted(Lines.Call(2)));
        Assert.Equal("1-7", (await other.TakeAsync(1))[0].Id);
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        var time = new FakeTimeProvider();
        await using var node = await ApiNode.StartAsync(time);
        using var stream = await Listener.OpenAsync(node, null);
        while (time.ArmedTimers == 0)
        {
            await Task.Yield();
        }
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(": still here", await stream.LineAsync());
    }

    [Fact]
    public async Task A_slow_listener_is_cut_off_and_others_are_not()
    {
        var feed = new EventFeed(kept: 10, backlog: 3);
        using var slow = feed.Subscribe(null);
        using var quick = feed.Subscribe(null);
        for (var n = 0; n < 4; n++)
        {
            feed.Admitted(Lines.Admitted(Lines.Call(n)));
            Assert.True(quick.Events.TryRead(out _));
        }
        Assert.Equal(1, feed.Listeners);
        for (var n = 0; n < 3; n++)
        {
            Assert.True(slow.Events.TryRead(out _));
        }
        Assert.False(await slow.Events.WaitToReadAsync());
    }

    [Fact]
    public void Only_so_many_events_are_kept_and_a_listener_that_leaves_is_forgotten()
    {
        var feed = new EventFeed(kept: 3);
        for (var n = 0; n < 10; n++)
        {
            feed.Admitted(Lines.Admitted(Lines.Call(n)));
        }
        using (var late = feed.Subscribe(0))
        {
            Assert.Equal([8, 9, 10], late.Missed.Select(e => e.Number));
        }
        Assert.Equal(0, feed.Listeners);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_listeners()
    {
        var node = await ApiNode.StartAsync();
        using var stream = await Listener.OpenAsync(node, null);
        await node.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Listener(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public static async Task<Listener> OpenAsync(ApiNode node, string? lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }
            var response = await node.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), response.Content.Headers.ContentType);
            var listener = new Listener(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
            Assert.Equal(": voxie events", await listener.LineAsync());
            return listener;
        }

        public async Task<string> LineAsync()
        {
            string? line;
            do
            {
                line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
            }
            while (line == "");
            return line ?? throw new EndOfStreamException();
        }

        public async Task<List<(string Id, string Name, string Data)>> TakeAsync(int count)
        {
            var events = new List<(string, string, string)>();
            while (events.Count < count)
            {
                events.Add(((await LineAsync())[4..], (await LineAsync())[7..], (await LineAsync())[6..]));
            }
            return events;
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
