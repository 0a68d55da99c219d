using System.Globalization;
using System.Runtime.CompilerServices;
using Voxie.Admin.Config;
using Voxie.SipGateway.Media;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Does this machine keep time, and has it room?</summary>
internal static class MachineChecks
{
    private static readonly TimeSpan ClockTest = TimeSpan.FromSeconds(2);
    private const long EnoughBytes = 1L << 30;
    private const long FewBytes = 100L << 20;

    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ClockReport clock;
        await using (var engine = new MediaEngine(new MediaOptions(), () => static _ => { }, TimeProvider.System))
        {
            engine.Start();
            clock = (await engine.ProbeAsync(ClockTest, cancellation))[0];
        }
        var lateness = string.Create(CultureInfo.InvariantCulture,
            $"media clock over 2 s: median {clock.LateP50Ms:0.0} ms late, p99 {clock.LateP99Ms:0.0} ms, worst {clock.LateMaxMs:0.0} ms");
        yield return clock.LateP99Ms switch
        {
            < 10 => new Finding(Verdict.Ok, "clock", lateness),
            < 40 => new Finding(Verdict.Warn, "clock", lateness, "give the machine fewer other tasks, or allow real-time priority"),
            _ => new Finding(Verdict.Fail, "clock", lateness, "this machine is too busy for calls: speech will be broken up"),
        };
        yield return clock.Realtime
            ? new Finding(Verdict.Ok, "real-time priority", "the media clock runs under SCHED_FIFO")
            : new Finding(Verdict.Warn, "real-time priority", "not allowed; the media clock runs as an ordinary thread",
                "grant it: setcap cap_sys_nice+ep, AmbientCapabilities=CAP_SYS_NICE, or docker --cap-add SYS_NICE");
        yield return Disk(config.DataFolder);
    }

    private static Finding Disk(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }
        var free = new DriveInfo(existing).AvailableFreeSpace;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free / (1 << 20)} MiB free for {folder}");
        return free switch
        {
            >= EnoughBytes => new Finding(Verdict.Ok, "disk", detail),
            >= FewBytes => new Finding(Verdict.Warn, "disk", detail, "make room: records and journal grow with every call"),
            _ => new Finding(Verdict.Fail, "disk", detail, "make room, or set VOXIE_DATA to a folder on another disk"),
        };
    }
}
