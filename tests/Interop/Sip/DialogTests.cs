using System.Globalization;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Sip;

/// <summary>What SIPp demands within a dialog: 100rel, UPDATE, hold, late offers, session timers, in both roles.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class DialogTests(VoxieNode node) : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("caller-100rel")]
    [InlineData("caller-update")]
    [InlineData("caller-timer")]
    public async Task A_caller_gets_what_it_requires(string scenario)
    {
        await using var caller = SippScenario.Call(_workspace, node.Process, scenario, "echo");
        await SippScenario.SucceedsAsync(caller, Short);
    }

    [Fact]
    public async Task A_callee_that_rings_reliably_with_early_media_is_acknowledged_and_answered()
    {
        var port = Ports.Take();
        await using var callee = SippScenario.Answer(_workspace, "callee-100rel", port);
        await Task.Delay(500);
        await using var call = ChildProcess.Start(Workspace.Executable,
            ["call", string.Create(CultureInfo.InvariantCulture, $"sip:peer@127.0.0.1:{port}"), "--seconds", "3", "--no-transcript"],
            new Dictionary<string, string>
            {
                ["VOXIE_CONFIG"] = Path.Combine(Workspace.Repository, "config", "voxie.yaml"),
                ["VOXIE_DATA"] = node.Process.DataFolder, ["VOXIE_MODELS"] = VoxieProcess.ModelsFolder(), ["DOTNET_ROOT"] = VoxieProcess.DotnetRoot(),
            });
        await SippScenario.SucceedsAsync(callee, Short);
        Assert.Equal(0, await call.ExitAsync(Short)); // what it prints is whole only then
        Assert.Contains("answered", call.Output, StringComparison.Ordinal);
    }

    /// <summary>45 s to our refresh.</summary>
    [LongFact]
    public async Task We_refresh_a_session_at_half_its_interval()
    {
        await using var caller = SippScenario.Call(_workspace, node.Process, "caller-timer-ours", "tone");
        await SippScenario.SucceedsAsync(caller, TimeSpan.FromSeconds(70));
    }

    /// <summary>60 s to our BYE, while the line is on hold and so no missing media ends the call before.</summary>
    [LongFact]
    public async Task A_caller_that_refreshes_no_more_loses_the_call()
    {
        await using var caller = SippScenario.Call(_workspace, node.Process, "caller-timer-expires", "tone");
        await SippScenario.SucceedsAsync(caller, TimeSpan.FromSeconds(90));
    }
}
