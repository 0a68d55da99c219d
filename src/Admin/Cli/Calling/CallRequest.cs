namespace Voxie.Admin.Cli.Calling;

/// <summary>What <c>voxie call</c> was asked to do.</summary>
internal sealed record CallRequest
{
    /// <summary>A number or user of the trunk; without one a SIP URI, or <c>user@host:port</c>, or only a user of the local node.</summary>
    public required string Address { get; init; }

    /// <summary>16-bit PCM wav files, one per turn, said when the other side has finished.</summary>
    public IReadOnlyList<FileInfo> Say { get; init; } = [];

    /// <summary>User part that is presented; empty: the trunk's own.</summary>
    public string From { get; init; } = "voxie-call";

    /// <summary>Trunk to dial through; null: only this machine.</summary>
    public string? Trunk { get; init; }

    /// <summary>Where to write what was heard.</summary>
    public FileInfo? Record { get; init; }

    /// <summary>Longest time the call may take, answer included.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Quiet of the other side before the next turn.</summary>
    public TimeSpan YieldAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Set: interrupt, so long after the other side began to speak.</summary>
    public TimeSpan? BargeInAfter { get; init; }

    /// <summary>Callers at once, each with the same turns in an order of its own.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Several callers dial at random moments within this time.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of the random moments and orders: the same seed gives the same test.</summary>
    public int Seed { get; init; } = 1;

    public bool Transcribe { get; init; } = true;

    public bool Json { get; init; }
}
