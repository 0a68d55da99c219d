using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Tests.Calls;

public sealed class CallSipApiTests
{
    private static SipLadder Ladder(params string[] startLines) => SipLadder.Of(Lines.Start, [.. startLines.Select((line, i) => new SipLadderMessage
    {
        At = Lines.Start.AddMilliseconds(i), OffsetMs = i, Direction = i % 2 == 0 ? SipDirection.Received : SipDirection.Sent, Transport = "UDP",
        Local = "127.0.0.1:5060", Remote = "127.0.0.1:5070", StartLine = line, Text = line + "\r\n\r\n",
    })]);

    private static CallArtifact Artifact(params string[] startLines) =>
        new(LadderJson.ArtifactKind, LadderJson.MediaType, () => new MemoryStream(LadderJson.Write(Ladder(startLines))));

    private static async Task<Answer> GetAsync(ApiNode node, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await Answer.OfAsync(await node.Client.SendAsync(request));
    }

    [Fact]
    public async Task A_call_that_has_just_ended_gives_its_ladder_in_three_forms()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(1);
        node.Core.Artifacts.Keep(id, [Artifact("INVITE sip:a SIP/2.0", "SIP/2.0 200 OK")]);

        var json = (await node.GetAsync($"/api/calls/{id}/sip")).Json;
        Assert.Equal("INVITE sip:a SIP/2.0", json["messages"]![0]!["startLine"]!.GetValue<string>());
        Assert.Equal("sent", json["messages"]![1]!["direction"]!.GetValue<string>());
        Assert.Equal("0.0 <- INVITE sip:a", json["summary"]![0]!.GetValue<string>());

        foreach (var text in new[] { await node.GetAsync($"/api/calls/{id}/sip?format=text"), await GetAsync(node, $"/api/calls/{id}/sip", "text/plain") })
        {
            Assert.Equal("text/plain", text.Type);
            Assert.Contains("INVITE sip:a --", text.Text, StringComparison.Ordinal);
        }

        using var pcap = await node.Client.GetAsync(new Uri($"/api/calls/{id}/sip.pcap", UriKind.Relative));
        Assert.Equal("application/vnd.tcpdump.pcap", pcap.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{id}.pcap", pcap.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal([0xD4, 0xC3, 0xB2, 0xA1], (await pcap.Content.ReadAsByteArrayAsync())[..4]);
    }

    [Fact]
    public async Task A_live_call_gives_what_it_has_so_far()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(2);
        node.Live.Left[id] = [Artifact("INVITE sip:live SIP/2.0")];

        Assert.Contains("sip:live", (await node.GetAsync($"/api/calls/{id}/sip")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_lines_of_a_call_are_one_ladder()
    {
        await using var node = await ApiNode.StartAsync();
        var id = Lines.Call(3);
        node.Core.Artifacts.Keep(id, [Artifact("INVITE sip:one SIP/2.0")]);
        node.Core.Artifacts.Keep(id, [Artifact("INVITE sip:two SIP/2.0")]);

        Assert.Equal(2, (await node.GetAsync($"/api/calls/{id}/sip")).Json["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_was_not_kept_is_not_found()
    {
        await using var node = await ApiNode.StartAsync();
        (await node.GetAsync($"/api/calls/{Lines.Call(9)}/sip")).Problem(HttpStatusCode.NotFound);
        (await node.GetAsync($"/api/calls/{Lines.Call(9)}/sip.pcap")).Problem(HttpStatusCode.NotFound);
        Assert.NotNull((await node.GetAsync($"/api/calls/{Lines.Call(9)}/sip?format=xml")).Problem(HttpStatusCode.BadRequest)!["format"]);
    }
}
