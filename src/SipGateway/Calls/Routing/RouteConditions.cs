namespace Voxie.SipGateway.Calls.Routing;

/// <summary>What a call must be like. Absent conditions hold; all that are there must. Case does not matter.</summary>
public sealed record RouteConditions
{
    /// <summary>The dialled user, whole.</summary>
    public string? User { get; init; }

    /// <summary>Its beginning.</summary>
    public string? UserPrefix { get; init; }

    /// <summary>A regular expression that finds something in it (anchor it with ^ and $). Linear time: no look-around, no back-references.</summary>
    public string? UserPattern { get; init; }

    /// <summary>The dialled host, without port; * and ? stand for any.</summary>
    public string? Host { get; init; }

    /// <summary>The calling user as signalled (never proof of anything); * and ? stand for any.</summary>
    public string? From { get; init; }

    /// <summary>Id of the trunk that it came by; <c>local</c>: a program of this machine.</summary>
    public string? Trunk { get; init; }

    /// <summary>Headers, each with a value that fits. Only those of trusted senders are looked at.</summary>
    public IReadOnlyList<HeaderCondition> Headers { get; init; } = [];
}
