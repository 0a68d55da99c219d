namespace Voxie.SipGateway.Media;

/// <summary>Scheduling of the calling thread. <c>Thread.Priority</c> does nothing on Linux.</summary>
internal static unsafe class MediaPriority
{
    /// <summary>SCHED_FIFO, if the system lets us (CAP_SYS_NICE or an rtprio limit).</summary>
    public static bool TryRealtime(int priority) =>
        priority > 0 && Libc.SetScheduler(0, Libc.SchedFifo | Libc.SchedResetOnFork, &priority) == 0;

    /// <summary>A nice value, -20 to 19, for the calling thread alone (PRIO_PROCESS with id 0 means the thread on Linux).</summary>
    public static bool TryNice(int nice) => Libc.SetPriority(0, 0, nice) == 0;
}
