using System.Net;

namespace Voxie.Admin.Tests.Agents;

public sealed class AgentsApiTests
{
    private const string Sales = """{"name":"Sales Desk","extension":"200","greeting":"Hello.","instructions":"Sell.","knowledge":[{"title":"Price","text":"Ten dollars."}]}""";

    [Fact]
    public async Task A_new_agent_answers_its_extension_at_once()
    {
        await using var node = await ApiNode.StartAsync();
        var answer = await node.PostAsync("/api/agents", Sales);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("/api/agents/sales-desk", answer.Headers.Location?.ToString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("conversation", answer.Json["kind"]!.GetValue<string>());
        Assert.Equal(8, answer.Json["limits"]!["repromptAfterSeconds"]!.GetValue<double>());
        var profile = node.Core.Profiles.ByExtension("200")!;
        Assert.Equal(("sales-desk", 1, "Ten dollars."), (profile.Id, profile.Version, profile.Knowledge[0].Text));
        Assert.Equal(answer.Text, (await node.GetAsync("/api/agents/sales-desk")).Text);
        Assert.Single((await node.GetAsync("/api/agents")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task What_get_gave_can_be_changed_and_put_back()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/agents", Sales);
        var body = (await node.GetAsync("/api/agents/sales-desk")).Json;
        body["greeting"] = "Good day.";
        body["extension"] = "201";
        var saved = await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", body.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (saved.Status, saved.Headers.ETag?.ToString()));
        Assert.Equal(("Good day.", 2), (node.Core.Profiles.ByExtension("201")!.Greeting, node.Core.Profiles.ByExtension("201")!.Version));
        Assert.Null(node.Core.Profiles.ByExtension("200"));

        // The same body again is outdated now; so is its ETag; the newest is not.
        (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", body.ToJsonString())).Problem(HttpStatusCode.Conflict);
        (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", Sales, "\"1\"")).Problem(HttpStatusCode.PreconditionFailed);
        (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", Sales, "1")).Problem(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.OK, (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", Sales, "\"2\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", Sales, "*")).Status);
    }

    [Fact]
    public async Task A_deleted_agent_no_longer_answers()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/agents", Sales);
        (await node.SendAsync(HttpMethod.Delete, "/api/agents/sales-desk", ifMatch: "\"9\"")).Problem(HttpStatusCode.PreconditionFailed);
        Assert.Equal(HttpStatusCode.NoContent, (await node.SendAsync(HttpMethod.Delete, "/api/agents/sales-desk")).Status);
        Assert.Null(node.Core.Profiles.ByExtension("200"));
        (await node.SendAsync(HttpMethod.Delete, "/api/agents/sales-desk")).Problem(HttpStatusCode.NotFound);
        (await node.GetAsync("/api/agents/sales-desk")).Problem(HttpStatusCode.NotFound);
        (await node.SendAsync(HttpMethod.Put, "/api/agents/sales-desk", Sales)).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_extension_that_is_taken_is_a_conflict_that_names_the_field()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/agents", Sales);
        var errors = (await node.PostAsync("/api/agents", Sales)).Problem(HttpStatusCode.Conflict);
        Assert.Contains("belongs to another agent", errors!["extension"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        var second = await node.PostAsync("/api/agents", """{"name":"Sales desk!"}""");
        Assert.Equal("sales-desk-2", second.Json["id"]!.GetValue<string>());
        (await node.PostAsync("/api/agents", """{"id":"sales-desk","name":"x"}""")).Problem(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"name":"A","colour":"red"}""", "colour")]
    [InlineData("""{"name":"A","Extension":"1"}""", "Extension")]
    [InlineData("""{"name":"A","limits":{"maxReprompt":1}}""", "limits.maxReprompt")]
    [InlineData("""{"name":"A","knowledge":[{"title":"T","text":"x"},{"title":"T","txt":"x"}]}""", "knowledge[1].txt")]
    [InlineData("""{"name":5}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"A","kind":"robot"}""", "kind")]
    [InlineData("""{"name":"A","kind":1}""", "kind")]
    [InlineData("""{"name":"A","limits":{"maxReprompts":"2"}}""", "limits.maxReprompts")]
    [InlineData("""{"name":"A","limits":null}""", "limits")]
    [InlineData("""{"name":"A","knowledge":{}}""", "knowledge")]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"A","extension":"a b"}""", "extension")]
    [InlineData("""{"name":"A","extension":""}""", "extension")]
    [InlineData("""{"name":"A","id":"Not An Id"}""", "id")]
    [InlineData("""{"name":"A","knowledge":[{"title":"","text":"x"}]}""", "knowledge[0].title")]
    [InlineData("""{"name":"A","limits":{"maxDurationSeconds":1}}""", "limits.maxDurationSeconds")]
    public async Task A_bad_field_is_named(string json, string field)
    {
        await using var node = await ApiNode.StartAsync();
        var errors = (await node.PostAsync("/api/agents", json)).Problem(HttpStatusCode.BadRequest)!.AsObject();
        Assert.Equal([field], errors.Select(e => e.Key));
        Assert.Empty((await node.GetAsync("/api/agents")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":\"A\",\"name\":\"B\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("name: A", "application/yaml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_json_object_is_told_so(string body, string type, HttpStatusCode status)
    {
        await using var node = await ApiNode.StartAsync();
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        (await Answer.OfAsync(await node.Client.PostAsync("/api/agents", content))).Problem(status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var node = await ApiNode.StartAsync();
        (await node.PostAsync("/api/agents", $$"""{"name":"A","instructions":"{{new string('x', 70_000)}}"}""")).Problem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Transfer_targets_are_saved_with_the_agent_and_checked()
    {
        await using var node = await ApiNode.StartAsync();
        var made = await node.PostAsync("/api/agents", """
            {"id": "desk", "name": "Desk", "transfers": [{"name": "billing", "target": "+4930123456", "say": "To billing.", "trunk": "office", "mode": "attended"}, {"name": "Front desk", "target": "200"}]}
            """);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("attended", (await node.GetAsync("/api/agents/desk")).Json["transfers"]![0]!["mode"]!.GetValue<string>());
        var entry = node.Core.Profiles.ById("desk")!.Transfers[0];
        Assert.Equal(new Pipeline.Agents.TransferEntry("billing", "+4930123456") { Say = "To billing.", Trunk = "office", Mode = Pipeline.Calls.TransferMode.Attended }, entry);

        foreach (var (transfers, field) in new[]
        {
            ("""[{"name": "", "target": "200"}]""", "transfers[0].name"), ("""[{"name": "a", "target": "2 0"}]""", "transfers[0].target"),
            ("""[{"name": "a", "target": "1"}, {"name": "A", "target": "2"}]""", "transfers"), ("""[{"name": "a", "target": "1", "trunk": "No"}]""", "transfers[0].trunk"),
        })
        {
            var answer = await node.PostAsync("/api/agents", $$"""{"name": "Other", "transfers": {{transfers}}}""");
            Assert.NotNull(answer.Problem(HttpStatusCode.BadRequest)![field]);
        }
    }
}
