using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Voxie.Admin.Auth;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Auth;

public sealed class AccessTests
{
    [Fact]
    public async Task Every_path_of_the_description_refuses_a_caller_without_a_key()
    {
        await using var node = await ApiNode.StartAsync();
        var paths = (await node.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();
        Assert.Contains("/api/agents/{id}", paths.Select(p => p.Key));
        foreach (var (path, operations) in paths.Where(p => !p.Key.StartsWith("/health", StringComparison.Ordinal)))
        {
            foreach (var (method, _) in operations!.AsObject())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal));
                var answer = await Answer.OfAsync(await node.Anonymous.SendAsync(request));
                answer.Problem(HttpStatusCode.Unauthorized);
                Assert.Equal("Bearer realm=\"voxie\"", answer.Headers.WwwAuthenticate.ToString());
            }
        }
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic dGVzdA==")]
    [InlineData(ApiNode.Key)]
    [InlineData("Bearer " + ApiNode.Key + "x")]
    public async Task A_wrong_key_is_refused(string header)
    {
        await using var node = await ApiNode.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/agents");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        var answer = await Answer.OfAsync(await node.Anonymous.SendAsync(request));
        answer.Problem(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task A_key_in_the_query_counts_for_nothing_and_unknown_paths_tell_nothing()
    {
        await using var node = await ApiNode.StartAsync();
        (await Answer.OfAsync(await node.Anonymous.GetAsync("/api/agents?key=" + ApiNode.Key + "&access_token=" + ApiNode.Key))).Problem(HttpStatusCode.Unauthorized);
        (await Answer.OfAsync(await node.Anonymous.GetAsync("/api/secret"))).Problem(HttpStatusCode.Unauthorized);
        (await node.GetAsync("/api/secret")).Problem(HttpStatusCode.NotFound);
        (await node.SendAsync(HttpMethod.Patch, "/api/agents", "{}")).Problem(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_key_sees_only_its_workspace()
    {
        await using var node = await ApiNode.StartAsync();
        await node.PostAsync("/api/agents", """{"name":"Ours"}""");
        await node.Core.Keys.SetAsync("other", "k", "Other", "other-key", default);
        using var other = node.NewClient("other-key");
        Assert.Equal("""{"items":[],"next":null}""", await other.GetStringAsync("/api/agents"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/api/agents/ours")).StatusCode);
    }

    [Fact]
    public async Task The_key_is_stored_as_a_hash_only()
    {
        await using var node = await ApiNode.StartAsync();
        foreach (var file in Directory.EnumerateFiles(node.Core.Config.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(ApiNode.Key, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Description_and_page_are_open_to_this_machine_but_not_through_a_proxy()
    {
        await using var node = await ApiNode.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await node.Anonymous.GetAsync("/openapi/v1.json")).StatusCode);
        var page = await node.Anonymous.GetStringAsync("/docs/index.html");
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await node.Anonymous.GetAsync("/docs")).StatusCode);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { { "X-Forwarded-For", "192.0.2.1" } } };
        (await Answer.OfAsync(await node.Anonymous.SendAsync(forwarded))).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_description_names_fields_and_the_bearer_scheme()
    {
        await using var node = await ApiNode.StartAsync();
        var description = (await node.GetAsync("/openapi/v1.json")).Json;
        Assert.Equal("bearer", description["components"]!["securitySchemes"]!["Bearer"]!["scheme"]!.GetValue<string>());
        Assert.NotNull(description["components"]!["schemas"]!["AgentBody"]!["properties"]!["greeting"]);
        Assert.NotNull(description["paths"]!["/api/agents"]!["post"]!["requestBody"]);
        Assert.All(description["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()), o => Assert.NotNull(((JsonNode)o.Value!)["operationId"]));
    }

    [Fact]
    public async Task A_generated_key_is_told_once_and_kept_for_its_owner_only()
    {
        using var folder = new TempFolder();
        var config = Voxie.Admin.Config.ConfigLoader.Load(new Dictionary<string, string> { ["VOXIE_DATA"] = folder.Of("data") }, folder.Write("voxie.yaml", ""));
        using var database = new Database(config.DatabaseFile);
        await database.PrepareAsync(TimeProvider.System, default);
        var keys = new ApiKeyStore(database, TimeProvider.System);
        var (first, made) = await AdminKey.EnsureAsync(config, keys, default);
        var (second, madeAgain) = await AdminKey.EnsureAsync(config, keys, default);
        Assert.True(made);
        Assert.False(madeAgain);
        Assert.Equal(first.Reveal(), second.Reveal());
        Assert.True(first.Reveal().Length > 40);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Of("data/admin.key")));
        Assert.NotNull(keys.Find(first.Reveal()));

        // A given key takes the place of the generated one.
        await AdminKey.EnsureAsync(config with { AdminKey = new Voxie.Admin.Config.Secret("given") }, keys, default);
        Assert.Null(keys.Find(first.Reveal()));
        Assert.NotNull(keys.Find("given"));
    }
}
