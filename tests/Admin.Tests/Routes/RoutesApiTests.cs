using System.Net;
using Voxie.Admin.Cli;
using Voxie.Admin.Routes;
using Voxie.Admin.Storage;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Routes;

public sealed class RoutesApiTests
{
    private const string Routes = """{"routes":[{"name":"sales","when":{"userPrefix":"2"},"agent":"sales"},{"name":"shut","when":{"trunk":"office"},"reject":603}]}""";

    [Fact]
    public async Task The_whole_list_is_saved_with_a_version_check()
    {
        await using var node = await ApiNode.StartAsync();
        var empty = await node.GetAsync("/api/routes");
        Assert.Equal(("\"0\"", 0), (empty.Headers.ETag?.ToString(), empty.Json["routes"]!.AsArray().Count));

        var saved = await node.SendAsync(HttpMethod.Put, "/api/routes", Routes, "\"0\"");
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (saved.Status, saved.Headers.ETag?.ToString()));
        Assert.Equal(["sales", "shut"], node.Core.Routes.Current.Routes.Select(route => route.Name));
        var body = (await node.GetAsync("/api/routes")).Json;
        Assert.Equal(HttpStatusCode.OK, (await node.SendAsync(HttpMethod.Put, "/api/routes", body.ToJsonString())).Status);
        (await node.SendAsync(HttpMethod.Put, "/api/routes", body.ToJsonString())).Problem(HttpStatusCode.Conflict);
        (await node.SendAsync(HttpMethod.Put, "/api/routes", Routes, "\"1\"")).Problem(HttpStatusCode.PreconditionFailed);
        var errors = (await node.SendAsync(HttpMethod.Put, "/api/routes", """{"routes":[{"name":"a","reject":99}]}""")).Problem(HttpStatusCode.BadRequest);
        Assert.NotNull(errors!["routes[0].reject"]);
    }

    [Fact]
    public async Task A_test_says_what_every_rule_says()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/agents", """{"name":"Desk","extension":"100"}""");
        await node.SendAsync(HttpMethod.Put, "/api/routes", Routes);
        var answer = (await node.PostAsync("/api/routes/test", """{"to":"100"}""")).Json;
        Assert.Equal("agent extension", answer["rule"]!.GetValue<string>());
        Assert.Equal(["sales", "shut", "agent extension"], answer["steps"]!.AsArray().Select(step => step!["rule"]!.GetValue<string>()));
        Assert.Equal("user '100' does not begin with '2'.", answer["steps"]![0]!["why"]!.GetValue<string>());
        (await node.PostAsync("/api/routes/test", """{"to":"100","trunk":"office"}""")).Problem(HttpStatusCode.BadRequest);
        await node.PostAsync("/api/trunks", """{"id":"office","sources":["192.0.2.7"]}""");
        Assert.Equal("shut", (await node.PostAsync("/api/routes/test", """{"to":"100","trunk":"office"}""")).Json["rule"]!.GetValue<string>());

        // From an address, the trunk is found as for calls.
        await node.PostAsync("/api/trunks", """{"id":"line","outbound":{"user":"a","password":"b"},"registration":{"registrar":"sip:192.0.2.7","user":"100"}}""");
        async Task<string> FromAsync(string source, string to) =>
            (await node.PostAsync("/api/routes/test", $$"""{"to":"{{to}}","source":"{{source}}"}""")).Json is var json ? $"{json["trunk"]} {json["trunkSign"]} {json["rule"]}" : "";
        Assert.Equal("office address shut", await FromAsync("192.0.2.7", "999"));
        Assert.Equal("line extension agent extension", await FromAsync("192.0.2.7", "100"));
        Assert.Equal(" none agent extension", await FromAsync("192.0.2.8", "100"));
        (await node.PostAsync("/api/routes/test", """{"to":"100","source":"nowhere"}""")).Problem(HttpStatusCode.BadRequest);
        (await node.PostAsync("/api/routes/test", """{"to":"100","source":"192.0.2.7","trunk":"office"}""")).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_verb_says_the_same_without_a_node()
    {
        using var folder = new TempFolder();
        folder.Write("agents/a.yaml", "id: desk\nname: Desk\nextension: 100");
        folder.Write("trunks/office.yaml", "id: office\npreset: asterisk\nsources: [192.0.2.7]");
        folder.Write("routes.yaml", "routes:\n  - {name: vip, when: {trunk: office, headers: [{name: X-Vip}]}, agent: desk}\n  - {name: shut, when: {trunk: office}, reject: 603}");
        var environment = new Dictionary<string, string> { ["VOXIE_DATA"] = folder.Of("data"), ["VOXIE_CONFIG"] = folder.Write("voxie.yaml", "") };
        Assert.Equal(ExitCode.Failed, (await RunAsync(environment, "route-test", "--to", "100")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(environment, "import")).Code);

        var (code, text) = await RunAsync(environment, "route-test", "--to", "100");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("=> agent extension: fits: agent 'desk'.", text, StringComparison.Ordinal);
        Assert.Contains("shut: trunk is 'local', not 'office'.", text, StringComparison.Ordinal);
        Assert.Contains("=> vip: fits: agent 'desk'.", (await RunAsync(environment, "route-test", "--to", "100", "--trunk", "office", "--header", "x-vip: yes")).Text, StringComparison.Ordinal);
        Assert.Contains("=> shut: fits: refused with 603.", (await RunAsync(environment, "route-test", "--to", "100", "--trunk", "office")).Text, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7 is of trunk 'office' (by address).", (await RunAsync(environment, "route-test", "--to", "100", "--source", "192.0.2.7")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await RunAsync(environment, "route-test", "--to", "777")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(environment, "route-test", "--to", "100", "--trunk", "nobody")).Code);
        Assert.Equal(ExitCode.BadSettings, (await RunAsync(environment, "route-test", "--to", "100", "--header", "nonsense")).Code);
    }

    [Fact]
    public async Task A_file_is_applied_when_new_and_never_over_an_edit()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var store = new RouteStore(database, new FakeTimeProvider());
        Task<ImportResult> Import(string hash, bool force = false) =>
            store.ImportAsync(Database.DefaultWorkspace, new RouteListDocument { Routes = [new RouteDocument { Name = hash, Reject = 603 }] }, hash, force, default);

        Assert.Equal(ImportResult.Applied, await Import("h1"));
        Assert.Equal(ImportResult.Unchanged, await Import("h1"));
        Assert.Equal(ImportResult.Applied, await Import("h2"));
        await store.SaveAsync(Database.DefaultWorkspace, new RouteListDocument(), 2, default);
        Assert.Equal(ImportResult.Unchanged, await Import("h2"));
        Assert.Equal(ImportResult.KeptEdit, await Import("h3"));
        Assert.Empty((await store.CurrentAsync(Database.DefaultWorkspace, default)).Document.Routes);
        Assert.Equal(ImportResult.Applied, await Import("h3", force: true));
        Assert.Equal(4, await store.RevisionAsync(Database.DefaultWorkspace, default));
    }

    private static async Task<(int Code, string Text)> RunAsync(Dictionary<string, string> environment, params string[] args)
    {
        using var written = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CliOutput(written, written), environment);
        return (code, written.ToString());
    }
}
