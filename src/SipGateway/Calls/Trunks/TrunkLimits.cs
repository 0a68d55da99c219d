namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>The most that a trunk may use; beyond it 503 with Retry-After.</summary>
public sealed record TrunkLimits
{
    /// <summary>Calls at once, both ways.</summary>
    public int MaxCalls { get; init; } = 1000;

    /// <summary>New calls a second, both ways.</summary>
    public int CallsPerSecond { get; init; } = 100;
}
