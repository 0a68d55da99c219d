namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How one trunk is doing: an immutable snapshot.</summary>
public sealed record TrunkHealth(string TrunkId)
{
    /// <summary>What the pings say.</summary>
    public TrunkReach Reach { get; init; }

    /// <summary>Of the last ping that was answered.</summary>
    public TimeSpan? RoundTrip { get; init; }

    public TrunkLineState Line { get; init; }

    /// <summary>The registrar forgets us then, if we do not register again.</summary>
    public DateTimeOffset? RegisteredUntil { get; init; }

    /// <summary>The last trouble with registering, a sentence for people without secrets; null: none since it went well.</summary>
    public string? LineReason { get; init; }

    /// <summary>The last trouble that the pings found; null: none since all addresses answer.</summary>
    public string? PingReason { get; init; }

    /// <summary>When <see cref="Reach"/>, <see cref="Line"/> or a reason last changed; null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Nothing is known to be wrong with it.</summary>
    public bool IsHealthy => Reach != TrunkReach.Down && Line is not (TrunkLineState.Refused or TrunkLineState.Failing);
}
