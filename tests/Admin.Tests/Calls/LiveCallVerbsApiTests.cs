using System.Net;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Calls;

public sealed class LiveCallVerbsApiTests
{
    private static readonly Guid Id = Lines.Call(4);

    private static async Task<ApiNode> StartAsync()
    {
        var node = await ApiNode.StartAsync();
        node.Live.Add(Id, "alice", Lines.Start);
        return node;
    }

    [Fact]
    public async Task A_transfer_is_asked_for_and_its_outcome_is_the_answer()
    {
        await using var node = await StartAsync();
        var answer = await node.PostAsync($"/api/calls/live/{Id}/transfer",
            """{"target": "+4930123456", "mode": "attended", "trunk": "office", "headers": {"X-Case": "17"}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"result":"succeeded","way":"refer","sipStatus":200}""", answer.Text);
        var (id, order) = Assert.Single(node.Live.Transfers);
        Assert.Equal((Id, "+4930123456", "office", TransferMode.Attended, EndSide.Operator), (id, order.Target.Address, order.Target.Trunk, order.Mode, order.By));
        Assert.Equal("17", order.Target.Headers["X-Case"]);
    }

    [Theory]
    [InlineData(TransferResult.Failed, HttpStatusCode.OK)]
    [InlineData(TransferResult.TimedOut, HttpStatusCode.OK)]
    [InlineData(TransferResult.LineGone, HttpStatusCode.OK)]
    [InlineData(TransferResult.NotAllowed, HttpStatusCode.Forbidden)]
    [InlineData(TransferResult.NotNow, HttpStatusCode.Conflict)]
    public async Task What_is_no_outcome_is_a_problem(TransferResult result, HttpStatusCode status)
    {
        await using var node = await StartAsync();
        node.Live.Report = new TransferReport(result, TransferWay.Bridge, null, "Because.");
        var answer = await node.PostAsync($"/api/calls/live/{Id}/transfer", """{"target": "200"}""");

        Assert.Equal(status, answer.Status);
        if (status != HttpStatusCode.OK)
        {
            answer.Problem(status);
            Assert.Equal("Because.", answer.Json["detail"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("""{}""", "target")]
    [InlineData("""{"target": "2 00"}""", "target")]
    [InlineData("""{"target": "200", "mode": "warm"}""", "mode")]
    [InlineData("""{"target": "200", "headers": {"Route": "<sip:evil>"}}""", "headers")]
    [InlineData("""{"target": "200", "headers": {"X-A": "b\r\nVia: c"}}""", "headers")]
    [InlineData("""{"target": "200", "to": "300"}""", "to")]
    public async Task A_bad_transfer_is_named_and_nobody_is_called(string body, string field)
    {
        await using var node = await StartAsync();
        Assert.NotNull((await node.PostAsync($"/api/calls/live/{Id}/transfer", body)).Problem(HttpStatusCode.BadRequest)![field]);
        Assert.Empty(node.Live.Transfers);
    }

    [Fact]
    public async Task Hold_resume_and_keys_are_passed_on()
    {
        await using var node = await StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await node.SendAsync(HttpMethod.Post, $"/api/calls/live/{Id}/hold")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await node.SendAsync(HttpMethod.Post, $"/api/calls/live/{Id}/resume")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await node.PostAsync($"/api/calls/live/{Id}/dtmf", """{"digits": "12#a", "durationMs": 80}""")).Status);
        Assert.Equal(["hold", "resume", "12#A of 80"], node.Live.Verbs);
        Assert.NotNull((await node.PostAsync($"/api/calls/live/{Id}/dtmf", """{"digits": "12x"}""")).Problem(HttpStatusCode.BadRequest)!["digits"]);
        Assert.NotNull((await node.PostAsync($"/api/calls/live/{Id}/dtmf", """{"digits": "1", "durationMs": 5}""")).Problem(HttpStatusCode.BadRequest)!["durationMs"]);

        node.Live.Verdict = LineVerdict.Refused;
        (await node.SendAsync(HttpMethod.Post, $"/api/calls/live/{Id}/hold")).Problem(HttpStatusCode.Conflict);
        node.Live.Verdict = LineVerdict.NotAnswered;
        (await node.PostAsync($"/api/calls/live/{Id}/dtmf", """{"digits": "1"}""")).Problem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_call_that_is_not_up_is_not_found()
    {
        await using var node = await ApiNode.StartAsync();
        node.Live.Verdict = LineVerdict.Over;
        (await node.PostAsync($"/api/calls/live/{Id}/transfer", """{"target": "200"}""")).Problem(HttpStatusCode.NotFound);
        (await node.SendAsync(HttpMethod.Post, $"/api/calls/live/{Id}/resume")).Problem(HttpStatusCode.NotFound);
        (await node.PostAsync($"/api/calls/live/{Id}/dtmf", """{"digits": "1"}""")).Problem(HttpStatusCode.NotFound);
        Assert.Empty(node.Live.Transfers);
    }
}
