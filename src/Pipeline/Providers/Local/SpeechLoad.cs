namespace Voxie.Pipeline.Providers.Local;

/// <summary>What the speech pool has had to do lately: the input of <see cref="SpeechAdmission"/> and of metrics.</summary>
public sealed record SpeechLoad
{
    /// <summary>Threads that do the work.</summary>
    public required int Threads { get; init; }

    /// <summary>How far back the figures reach.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Pieces of work finished within the window.</summary>
    public required int Finished { get; init; }

    /// <summary>Seconds of thread time spent on them.</summary>
    public required double BusySeconds { get; init; }

    /// <summary>Sum of the squares of their single times, in s²: tells even work from uneven.</summary>
    public required double BusySquared { get; init; }

    /// <summary>Sum of the seconds that they waited for a thread.</summary>
    public required double WaitSeconds { get; init; }

    /// <summary>The longest of these waits.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>Pieces of work waiting now.</summary>
    public required int Waiting { get; init; }

    /// <summary>Threads kept busy on average: 0 to <see cref="Threads"/>.</summary>
    public double BusyThreads => BusySeconds / Window.TotalSeconds;

    public TimeSpan MeanWait => Finished == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(WaitSeconds / Finished);

    public TimeSpan MeanWork => Finished == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(BusySeconds / Finished);
}
