using System.Net;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Matrix;

/// <summary>The node that all columns talk to.</summary>
public sealed class MatrixNode : IAsyncLifetime
{
    /// <summary>Extension of an agent that says nothing and notes the keys pressed.</summary>
    internal const string Keys = "keys";

    private readonly Workspace _workspace = new();

    internal VoxieProcess Process { get; private set; } = null!;

    internal TestCertificates Certificates { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Certificates = new TestCertificates(_workspace.Folder);
        Process = await VoxieProcess.StartAsync(_workspace);
        await Process.Api.AddAgentAsync(Keys, "Notes keys");
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        _workspace.Dispose();
    }

    internal string Uri(string user) => Process.Uri(user);

    /// <summary>Hangs up the live call from that user, by our API.</summary>
    internal async Task HangUpAsync(string from)
    {
        var call = await Process.Api.CallFromAsync(from) ?? throw new InvalidOperationException($"no call from {from}");
        using var response = await Process.Api.SendAsync(HttpMethod.Delete, "api/calls/live/" + call.Id);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>The closed call's record, which must say who ended it.</summary>
    internal async Task<CallRecordView> EndedByAsync(string from, string side)
    {
        var record = await Process.Api.ClosedCallFromAsync(from);
        Assert.Equal(side, record.EndReason!.Side);
        return record;
    }

    internal async Task<string> KeysOfAsync(string from) =>
        string.Concat((await Process.Api.ClosedCallFromAsync(from)).CallerTurns.SelectMany(turn => turn.Text.Where(c => !char.IsWhiteSpace(c))));
}

[CollectionDefinition(Name)]
public sealed class MatrixTests : ICollectionFixture<MatrixNode>
{
    public const string Name = "interop matrix";
}
