using System.Net;
using Voxie.SipGateway.Calls;

namespace Voxie.Admin.Tests.Trunks;

public sealed class TrunksApiTests
{
    private const string Office = """
        {"id":"office","sources":["192.0.2.7"],"target":"sip:192.0.2.7","outbound":{"user":"me","password":"hidden-7f3a"},"dialling":{"allow":["+49"]}}
        """;

    [Fact]
    public async Task A_new_trunk_is_in_force_at_once_and_shows_no_password()
    {
        await using var node = await ApiNode.StartAsync();
        var answer = await node.PostAsync("/api/trunks", Office);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(("/api/trunks/office", "\"1\""), (answer.Headers.Location?.ToString(), answer.Headers.ETag?.ToString()));
        Assert.Equal("********", answer.Json["outbound"]!["password"]!.GetValue<string>());
        Assert.DoesNotContain("hidden-7f3a", answer.Text + (await node.GetAsync("/api/trunks")).Text, StringComparison.Ordinal);
        var trunk = node.Core.Trunks.Current.Single();
        Assert.Equal(("office", 1, "hidden-7f3a"), (trunk.Id, trunk.Version, trunk.OutboundCredentials!.Password));
    }

    [Fact]
    public async Task What_get_gave_can_be_put_back_and_keeps_the_password()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/trunks", Office);
        var body = (await node.GetAsync("/api/trunks/office")).Json;
        body["name"] = "Office";
        var saved = await node.SendAsync(HttpMethod.Put, "/api/trunks/office", body.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (saved.Status, saved.Headers.ETag?.ToString()));
        Assert.Equal(("Office", "hidden-7f3a"), (node.Core.Trunks.Current.Single().Name, node.Core.Trunks.Current.Single().OutboundCredentials!.Password));

        (await node.SendAsync(HttpMethod.Put, "/api/trunks/office", body.ToJsonString())).Problem(HttpStatusCode.Conflict);
        (await node.SendAsync(HttpMethod.Put, "/api/trunks/office", Office, "\"1\"")).Problem(HttpStatusCode.PreconditionFailed);
        (await node.SendAsync(HttpMethod.Delete, "/api/trunks/office", ifMatch: "\"1\"")).Problem(HttpStatusCode.PreconditionFailed);
        Assert.Equal(HttpStatusCode.NoContent, (await node.SendAsync(HttpMethod.Delete, "/api/trunks/office")).Status);
        Assert.Empty(node.Core.Trunks.Current);
        (await node.GetAsync("/api/trunks/office")).Problem(HttpStatusCode.NotFound);
        (await node.PostAsync("/api/trunks", Office)).Problem(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"id":"Bad Id","sources":["192.0.2.7"]}""", "id")]
    [InlineData("""{"sources":["192.0.2.7"]}""", "id")]
    [InlineData("""{"id":"a","sources":["192.0.2.0/99"]}""", "sources[0]")]
    [InlineData("""{"id":"a","target":"http://x"}""", "target")]
    [InlineData("""{"id":"a","sources":["192.0.2.7"],"colour":"red"}""", "colour")]
    [InlineData("""{"id":"a","sources":["192.0.2.7"],"terms":{"trusts":true}}""", "terms.trusts")]
    [InlineData("""{"id":"a","outbound":{"user":"u","password":"********"},"target":"sip:x"}""", "outbound.password")]
    [InlineData("""{"id":"a"}""", "sources")]
    public async Task A_bad_trunk_is_refused_by_field(string body, string field)
    {
        await using var node = await ApiNode.StartAsync();
        var errors = (await node.PostAsync("/api/trunks", body)).Problem(HttpStatusCode.BadRequest);
        Assert.NotNull(errors![field]);
    }

    [Fact]
    public async Task Presets_are_listed_and_nothing_without_a_key()
    {
        await using var node = await ApiNode.StartAsync();
        var presets = (await node.GetAsync("/api/trunks/presets")).Json;
        Assert.Equal("sip:sip.telnyx.com", presets["telnyx"]!["target"]!.GetValue<string>());
        Assert.Equal(6, presets.AsObject().Count);
        foreach (var path in (string[])["/api/trunks", "/api/routes", "/api/rejects"])
        {
            using var answer = await node.Anonymous.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Refusals_are_told_with_their_reason()
    {
        await using var node = await ApiNode.StartAsync();
        node.Live.Refused.Add(new Voxie.Admin.Calls.RejectView
        {
            At = DateTimeOffset.UnixEpoch, Cause = RejectCause.Route, Detail = "rule 'night'", Method = "INVITE", Status = 603, Peer = "192.0.2.7:5060",
            Trunk = "office", From = "****1234", To = "100",
        });
        var item = (await node.GetAsync("/api/rejects")).Json["items"]!.AsArray().Single()!;
        Assert.Equal(("route", "rule 'night'", 603), (item["cause"]!.GetValue<string>(), item["detail"]!.GetValue<string>(), item["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_messages_of_a_refused_invite_are_told()
    {
        await using var node = await ApiNode.StartAsync();
        node.Live.RefusedLadders["a@192.0.2.7"] = new Voxie.SipGateway.Telemetry.SipLadder
        {
            StartedAt = DateTimeOffset.UnixEpoch, Summary = ["0 in INVITE", "1 out 603"], Messages = [],
        };
        Assert.Equal("1 out 603", (await node.GetAsync("/api/rejects/sip?reference=a%40192.0.2.7")).Json["summary"]![1]!.GetValue<string>());
        (await node.GetAsync("/api/rejects/sip?reference=other")).Problem(HttpStatusCode.NotFound);
    }
}
