using Voxie.Admin.Config;

namespace Voxie.Admin.Cli.Doctor;

/// <summary><c>voxie doctor</c>: tests what a node stands on, one line each, with a remedy for what is wrong.</summary>
internal static class DoctorVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, CliOutput output, CancellationToken cancellation)
    {
        var running = PortChecks.IsNodeRunning(config);
        var worst = Verdict.Ok;
        foreach (var check in new Func<IAsyncEnumerable<Finding>>[]
        {
            () => ModelChecks.RunAsync(config, cancellation),
            () => LibraryChecks.RunAsync(config, cancellation),
            () => PortChecks.RunAsync(config, running),
            () => ListenerChecks.RunAsync(config, running, TimeProvider.System),
            () => MachineChecks.RunAsync(config, cancellation),
            () => DatabaseChecks.RunAsync(config, cancellation),
            () => LoopbackChecks.RunAsync(config, cancellation),
        })
        {
            await foreach (var finding in check())
            {
                output.Line(finding.ToString());
                worst = finding.Verdict > worst ? finding.Verdict : worst;
            }
        }
        output.Line(worst switch
        {
            Verdict.Ok => "All is well.",
            Verdict.Warn => "It will run; see the warnings.",
            _ => "It will not run well; see the failures.",
        });
        return worst == Verdict.Fail ? ExitCode.Failed : ExitCode.Ok;
    }
}
