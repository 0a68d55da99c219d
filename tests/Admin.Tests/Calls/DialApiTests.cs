using System.Net;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Calls;

public sealed class DialApiTests
{
    private const string Body = """{"to": "+4930123456", "trunk": "office", "agent": "bakery", "callerId": "700", "headers": {"X-Case": "17"}}""";

    private static async Task<ApiNode> StartAsync()
    {
        var node = await ApiNode.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await node.PostAsync("/api/agents", """{"name": "Bakery"}""")).Status);
        return node;
    }

    private static async Task<Answer> DialAsync(ApiNode node, string body, string? key = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls" + query) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        return await Answer.OfAsync(await node.Client.SendAsync(request));
    }

    [Fact]
    public async Task A_call_is_placed_and_told_at_once()
    {
        await using var node = await StartAsync();
        var answer = await DialAsync(node, Body);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var (id, target, agent) = Assert.Single(node.Live.Dialled);
        Assert.Equal($$"""{"id":"{{id}}","state":"ringing"}""", answer.Text);
        Assert.Equal($"/api/calls/{id}", answer.Headers.Location!.ToString());
        Assert.Equal(("+4930123456", "700", "office", "bakery", "17"), (target.Address, target.From, target.Trunk, agent, target.Headers["X-Case"]));
    }

    [Fact]
    public async Task Who_waits_is_told_how_it_went()
    {
        await using var node = await StartAsync();
        Assert.Equal("answered", (await DialAsync(node, Body, query: "?wait=true")).Json["state"]!.GetValue<string>());

        node.Live.Outcome = new CallEndReason(EndCode.Busy, EndSide.Caller, "Busy (SIP 486).") { Cause = new LineCause(486) };
        var answer = await DialAsync(node, Body, query: "?wait=true");
        Assert.Equal(("ended", "busy", 486), (answer.Json["state"]!.GetValue<string>(), answer.Json["endReason"]!["code"]!.GetValue<string>(), answer.Json["sipStatus"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_same_key_never_calls_twice()
    {
        await using var node = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await DialAsync(node, Body, "k-1")).Status);
        var id = node.Live.Dialled[0].Id;
        (await DialAsync(node, Body, "k-1")).Problem(HttpStatusCode.Conflict); // its record is not there yet

        node.Core.Records.Admitted(Lines.Admitted(id) with { AgentId = "bakery", To = "+4930123456" });
        await node.ShippedAsync(1);
        await node.Core.Shipper.TryShipAsync(default);
        var again = await DialAsync(node, Body, "k-1");
        Assert.Equal((HttpStatusCode.OK, id.ToString()), (again.Status, again.Json["id"]!.GetValue<string>()));
        (await DialAsync(node, Body.Replace("123456", "654321", StringComparison.Ordinal), "k-1")).Problem(HttpStatusCode.UnprocessableEntity);
        Assert.Single(node.Live.Dialled);

        Assert.Equal(HttpStatusCode.Accepted, (await DialAsync(node, Body, "k-2")).Status);
    }

    [Fact]
    public async Task What_may_not_be_dialled_is_a_problem_and_the_key_is_free_again()
    {
        await using var node = await StartAsync();
        node.Live.Refusal = new DialRefusedException("Numbers that begin so are not allowed.");
        Assert.Equal("Numbers that begin so are not allowed.", (await DialAsync(node, Body, "k")).Json["detail"]!.GetValue<string>());
        (await DialAsync(node, Body, "k")).Problem(HttpStatusCode.Forbidden);
        node.Live.Refusal = new DialRefusedException("Full.", temporary: true);
        (await DialAsync(node, Body, "k")).Problem(HttpStatusCode.ServiceUnavailable);
        node.Live.Refusal = null;
        Assert.Equal(HttpStatusCode.Accepted, (await DialAsync(node, Body, "k")).Status);
    }

    [Theory]
    [InlineData("""{"agent": "bakery"}""", "to")]
    [InlineData("""{"to": "200"}""", "agent")]
    [InlineData("""{"to": "200", "agent": "nobody"}""", "agent")]
    [InlineData("""{"to": "200", "agent": "bakery", "callerId": "a b"}""", "callerId")]
    [InlineData("""{"to": "200", "agent": "bakery", "headers": {"From": "x"}}""", "headers")]
    public async Task A_bad_request_is_named_and_nobody_is_called(string body, string field)
    {
        await using var node = await StartAsync();
        Assert.NotNull((await DialAsync(node, body)).Problem(HttpStatusCode.BadRequest)![field]);
        Assert.Empty(node.Live.Dialled);
    }
}
