namespace Voxie.SipGateway.Media;

/// <summary>How the media threads run.</summary>
public sealed record MediaOptions
{
    /// <summary>Clock threads, each with a listening thread of its own. 1 to 16; one holds about 2,000 G.711 calls.</summary>
    public int ClockThreads { get; init; } = 1;

    /// <summary>SCHED_FIFO priority that the clock threads try for, 1 to 99; 0: do not try. They go on without it.</summary>
    public int RealtimePriority { get; init; } = 10;
}
