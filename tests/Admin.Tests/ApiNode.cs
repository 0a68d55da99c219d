using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Calls;
using Voxie.Admin.Config;
using Voxie.Admin.Http;
using Voxie.Admin.Node;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Recording;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Tests;

/// <summary>A whole Admin side on a real port, without telephony: calls are written to its record by the test.</summary>
internal sealed class ApiNode : IAsyncDisposable
{
    public const string Key = "test-key-of-this-node";
    private readonly TempFolder _folder;
    private readonly WebApplication _app;
    private readonly Journal.TestMeters _meters;

    private ApiNode(TempFolder folder, NodeCore core, WebApplication app, NodeStatus status, FakeLiveCalls live, Journal.TestMeters meters)
    {
        (_folder, Core, _app, Status, Live, _meters) = (folder, core, app, status, live, meters);
        Address = AdminHost.Address(app);
        Client = NewClient(Key);
        Anonymous = NewClient(null);
    }

    public NodeCore Core { get; }
    public NodeStatus Status { get; }
    public FakeLiveCalls Live { get; }
    public Uri Address { get; }
    public HttpClient Client { get; }
    public HttpClient Anonymous { get; }
    public IServiceProvider Services => _app.Services;

    public static async Task<ApiNode> StartAsync(TimeProvider? time = null)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.Of("agents"));
        var config = ConfigLoader.Load(new Dictionary<string, string>
        {
            ["VOXIE_HTTP"] = "127.0.0.1:0", ["VOXIE_DATA"] = folder.Of("data"), ["VOXIE_ADMIN_KEY"] = Key, ["VOXIE__Http__MaxBodyKilobytes"] = "64",
        }, folder.Write("voxie.yaml", ""));
        var meters = new Journal.TestMeters();
        var core = await NodeCore.OpenAsync(config, TimeProvider.System, meters, NullLoggerFactory.Instance, default);
        var status = new NodeStatus { State = NodeState.Ready };
        var live = new FakeLiveCalls();
        var app = AdminHost.Build(core, status, live, time ?? TimeProvider.System, NullLoggerFactory.Instance);
        await app.StartAsync();
        return new ApiNode(folder, core, app, status, live, meters);
    }

    public HttpClient NewClient(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        return client;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
        return await Answer.OfAsync(await Client.SendAsync(request));
    }

    /// <summary>Moves what was written to the record into the database.</summary>
    public async Task ShippedAsync(int calls)
    {
        while ((await Journal.Rows.CountAsync(Core.Database)) is var rows && (rows.Calls < calls))
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Core.DisposeAsync();
        _meters.Dispose();
        _folder.Dispose();
    }
}

internal sealed record Answer(HttpStatusCode Status, string Text, string? Type, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers);
        }
    }

    /// <summary>The answer is problem+json of this status; its faults by field.</summary>
    public JsonNode? Problem(HttpStatusCode status)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", Type);
        Assert.Equal((int)status, Json["status"]!.GetValue<int>());
        return Json["errors"];
    }
}

internal sealed class FakeLiveCalls : ILiveCalls
{
    public void Add(Guid id, string from, DateTimeOffset startedAt, bool answered = true) => Calls.Add(new CallView
    {
        Id = id, From = from, To = "100", Kind = LegKind.Sip, Direction = CallDirection.Inbound, AgentId = "reception",
        State = answered ? CallState.Answered : CallState.Ringing, StartedAt = startedAt, AnsweredAt = answered ? startedAt.AddSeconds(1) : null,
    });

    public List<CallView> Calls { get; } = [];
    public List<(Guid Id, CallEndReason Reason)> HungUp { get; } = [];

    public Dictionary<Guid, IReadOnlyList<CallArtifact>> Left { get; } = [];

    public List<RejectView> Refused { get; } = [];

    public IReadOnlyList<RejectView> Rejects() => Refused;

    public SipLadder? LadderOfRejected(string reference) => RefusedLadders.GetValueOrDefault(reference);

    public Dictionary<string, SipLadder> RefusedLadders { get; } = [];

    /// <summary>Health that a test sets; else nothing is known.</summary>
    public Dictionary<string, TrunkHealth> Healths { get; } = [];

    public TrunkHealth HealthOf(string trunkId) => Healths.GetValueOrDefault(trunkId) ?? new TrunkHealth(trunkId);

    public IReadOnlyList<CallView> List() => Calls;

    public IReadOnlyList<CallArtifact> Artifacts(Guid callId) => Left.GetValueOrDefault(callId, []);

    public bool HangUp(Guid callId, CallEndReason reason)
    {
        HungUp.Add((callId, reason));
        return Calls.Any(call => call.Id == callId);
    }

    /// <summary>Recordings of live calls, as a test sets them.</summary>
    public Dictionary<Guid, RecordingState> Recordings { get; } = [];

    public RecordingState? RecordingOf(Guid callId) => Recordings.TryGetValue(callId, out var state) ? state : null;

    public bool PauseRecording(Guid callId, bool pause)
    {
        if (RecordingOf(callId) is null or RecordingState.Stopped) return false;
        Recordings[callId] = pause ? RecordingState.Paused : RecordingState.Recording;
        return true;
    }

    public List<(Guid Id, long MaxBytes)> Captured { get; } = [];

    public bool? StartCapture(Guid callId, long maxBytes)
    {
        if (Calls.TrueForAll(call => call.Id != callId)) return null;
        if (Captured.Any(capture => capture.Id == callId)) return false;
        Captured.Add((callId, maxBytes));
        return true;
    }

    public void BidFarewellToAll(CallEndReason reason)
    {
        foreach (var call in Calls) HangUp(call.Id, reason);
    }

    /// <summary>What was wanted of live calls, and of which.</summary>
    public List<(Guid Id, TransferOrder Order)> Transfers { get; } = [];

    public TransferReport Report { get; set; } = new(TransferResult.Succeeded, TransferWay.Refer, 200);

    public Task<TransferReport> TransferAsync(Guid callId, TransferOrder order)
    {
        Transfers.Add((callId, order));
        return Task.FromResult(Report);
    }

    public LineVerdict Verdict { get; set; }

    /// <summary>Hold, resume and keys, as words.</summary>
    public List<string> Verbs { get; } = [];

    public Task<LineVerdict> HoldAsync(Guid callId, bool hold)
    {
        Verbs.Add(hold ? "hold" : "resume");
        return Task.FromResult(Verdict);
    }

    public Task<LineVerdict> PressAsync(Guid callId, string digits, TimeSpan each)
    {
        Verbs.Add($"{digits} of {each.TotalMilliseconds}");
        return Task.FromResult(Verdict);
    }

    /// <summary>Calls that were placed.</summary>
    public List<(Guid Id, DialTarget Target, string Agent)> Dialled { get; } = [];

    public DialRefusedException? Refusal { get; set; }

    public CallEndReason? Outcome { get; set; }

    public Task<CallEndReason?> DialAsync(Guid callId, DialTarget target, Pipeline.Agents.AgentProfile agent)
    {
        if (Refusal is not null) throw Refusal;
        Dialled.Add((callId, target, agent.Id));
        return Task.FromResult(Outcome);
    }
}
