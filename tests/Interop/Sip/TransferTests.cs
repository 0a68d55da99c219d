using System.Globalization;
using System.Net.Http.Json;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Sip;

/// <summary>A SIPp transfers the agent to another SIPp: REFER, the new call, NOTIFYs, BYE. A node of its own, for its trunk takes all of loopback.</summary>
public sealed class TransferTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_refer_of_a_trunk_that_may_is_followed_to_its_end()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace);
        var desk = Ports.Take();
        using var made = await node.Api.SendAsync(HttpMethod.Post, "/api/trunks", JsonContent.Create(new
        {
            id = "pbx", sources = (string[])["127.0.0.1"], target = string.Create(CultureInfo.InvariantCulture, $"sip:127.0.0.1:{desk}"),
            terms = new { allowsTransfer = true }, dialling = new { allow = (string[])["*"] },
        }));
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());

        await using var target = SippScenario.Answer(_workspace, "callee-desk", desk);
        await Task.Delay(500);
        await using var caller = SippScenario.Call(
            _workspace, node, "caller-refer", "echo", "-key", "desk_port", desk.ToString(CultureInfo.InvariantCulture));

        await SippScenario.SucceedsAsync(caller, TimeSpan.FromSeconds(20));
        await SippScenario.SucceedsAsync(target, TimeSpan.FromSeconds(20));
        Assert.Equal("caller_hangup", (await node.Api.ClosedCallFromAsync("sipp")).EndReason!.Code); // the desk hung up, long after the one who transferred
    }
}
