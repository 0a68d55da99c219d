using Voxie.Admin.Auth;
using Voxie.Admin.Composition;
using Voxie.Admin.Config;
using Voxie.Admin.Logging;
using Voxie.Admin.Node;

namespace Voxie.Admin.Cli;

/// <summary><c>voxie run</c>: a node until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, CliOutput output, CancellationToken cancellation)
    {
        using var loggers = LogSetup.Create(config.Options.Log);
        using var signals = new StopSignals(Environment.Exit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.First, cancellation);
        VoxieNode node;
        try
        {
            node = await VoxieNode.StartAsync(config, TelephonyComposition.Compose, TimeProvider.System, loggers, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        await using (node)
        {
            if (node.Core.NewAdminKey is { } made)
            {
                output.Line($"The admin key, shown this once and kept in {Path.Combine(config.DataFolder, AdminKey.FileName)}: {made.Reveal()}");
            }
            await StoppedAsync(stop.Token);
            // Nothing cuts a drain short but a second signal, which ends the process.
            await node.DrainAsync(CancellationToken.None);
        }
        return ExitCode.Ok;
    }

    private static async Task StoppedAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
