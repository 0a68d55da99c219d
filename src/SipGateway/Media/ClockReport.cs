namespace Voxie.SipGateway.Media;

/// <summary>How well one clock thread has kept time since it started.</summary>
/// <param name="Realtime">It runs under SCHED_FIFO.</param>
/// <param name="Legs">Legs that it ticks now.</param>
/// <param name="Wakes">Times it woke for a phase.</param>
/// <param name="LateP50Ms">Median lateness of a wake against its absolute deadline.</param>
/// <param name="LateP99Ms">99th percentile, to the edge of a 19 % bucket.</param>
/// <param name="LateMaxMs">Worst.</param>
/// <param name="Resets">Times it was more than 100 ms late and began a new grid.</param>
public sealed record ClockReport(bool Realtime, int Legs, long Wakes, double LateP50Ms, double LateP99Ms, double LateMaxMs, long Resets);
