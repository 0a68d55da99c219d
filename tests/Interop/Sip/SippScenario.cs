using System.Globalization;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Sip;

/// <summary>SIPp with one of the scenarios beside this file. Each checks by itself what it receives: exit code 0 means that all of it was so.</summary>
internal static class SippScenario
{
    /// <summary>A SIPp that calls.</summary>
    public static ChildProcess Call(Workspace workspace, VoxieProcess node, string scenario, string target, params string[] more) =>
        Start(workspace, scenario, Ports.Take(), ["-s", target, .. more, Number($"127.0.0.1:{node.SipPort}")]);

    /// <summary>A SIPp that is called.</summary>
    public static ChildProcess Answer(Workspace workspace, string scenario, int port) => Start(workspace, scenario, port, ["-rtp_echo"]);

    /// <summary>Waits for the end of a SIPp.</summary>
    public static async Task SucceedsAsync(ChildProcess sipp, TimeSpan within) =>
        Assert.True(await sipp.ExitAsync(within) == 0, sipp.Output);

    private static ChildProcess Start(Workspace workspace, string scenario, int port, string[] more) => ChildProcess.Start("sipp",
        [
            "-sf", Path.Combine(Workspace.Repository, "tests", "Interop", "Sip", "Scenarios", scenario + ".xml"),
            "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", Number($"{port}"), "-mp", Number($"{Ports.Take(4)}"),
            "-m", "1", "-nostdin", "-timeout", "100", "-timeout_error", .. more,
        ], folder: workspace.Folder);

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
