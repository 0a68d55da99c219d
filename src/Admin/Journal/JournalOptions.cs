namespace Voxie.Admin.Journal;

internal sealed record JournalOptions
{
    /// <summary>A segment that has grown to this is closed and the next one begun.</summary>
    public long SegmentBytes { get; init; } = 4 << 20;

    /// <summary>Longest time that a line may wait for its fsync.</summary>
    public TimeSpan SyncWithin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Lines kept in memory while the disk refuses them; more are lost, and counted.</summary>
    public int MaxUnwritten { get; init; } = 10_000;
}
