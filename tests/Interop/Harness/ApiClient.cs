using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Voxie.Interop.Harness;

/// <summary>The REST API as a client of another language would use it: plain HTTP and JSON, no type of the product.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(int port, string? key)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(10) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null) =>
        _http.SendAsync(new HttpRequestMessage(method, path) { Content = body });

    public async Task<JsonNode> GetAsync(string path) =>
        await _http.GetFromJsonAsync<JsonNode>(path) ?? throw new InvalidDataException($"{path} answered null");

    public Task<string> GetTextAsync(string path) => _http.GetStringAsync(path);

    /// <summary>Saves an agent that answers <paramref name="extension"/>: a copy of <paramref name="of"/> with another greeting.</summary>
    public async Task CopyAgentAsync(string of, string extension, string? greeting)
    {
        var agent = await GetAsync("api/agents/" + of);
        foreach (var own in (string[])["id", "version", "createdAt", "updatedAt"])
        {
            agent.AsObject().Remove(own);
        }

        agent["name"] = extension;
        agent["extension"] = extension;
        agent["greeting"] = greeting;
        using var response = await _http.PostAsJsonAsync("api/agents", agent);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST /api/agents: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>An agent that greets nobody and knows nothing, at the extension <paramref name="id"/>.</summary>
    public async Task AddAgentAsync(string id, string name)
    {
        using var response = await _http.PostAsJsonAsync("api/agents", new { id, name, extension = id });
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST /api/agents: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Sends JSON that must be accepted.</summary>
    public async Task SaveAsync(HttpMethod method, string path, object body)
    {
        using var response = await SendAsync(method, path, JsonContent.Create(body));
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} /{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>The newest call from <paramref name="from"/>, whole; null: none yet.</summary>
    public async Task<CallRecordView?> CallFromAsync(string from)
    {
        var page = await GetAsync("api/calls?from=" + Uri.EscapeDataString(from));
        return page["items"]!.AsArray() is [{ } newest, ..]
            ? (await GetAsync("api/calls/" + newest["id"]!.GetValue<string>())).Deserialize<CallRecordView>(JsonSerializerOptions.Web)
            : null;
    }

    /// <summary>The record of the newest call from <paramref name="from"/>, once it is closed.</summary>
    public Task<CallRecordView> ClosedCallFromAsync(string from, TimeSpan? within = null) =>
        Wait.ForAsync(
            async () => await CallFromAsync(from) is { EndedAt: not null } call ? call : null,
            within ?? TimeSpan.FromSeconds(10), $"the record of the call from {from} is closed");

    public void Dispose() => _http.Dispose();
}
