namespace Voxie.Pipeline.Calls;

/// <summary>What is known of a caller, and how far it can be believed. Never authentication.</summary>
public sealed record CallerInfo
{
    /// <summary>Number or user; null: withheld.</summary>
    public string? Number { get; init; }

    public string? Name { get; init; }

    public CallerSource Source { get; init; }

    /// <summary>The network has asserted it over a trunk that is trusted to.</summary>
    public bool Believed { get; init; }

    /// <summary>The caller wants to stay unknown.</summary>
    public bool Withheld { get; init; }

    /// <summary>What a peer asserts whose word is not taken.</summary>
    public string? Claimed { get; init; }

    /// <summary>The number that was called first, when the call was sent on (P-Called-Party-ID).</summary>
    public string? Called { get; init; }

    /// <summary>Who has sent the call on, the last one first.</summary>
    public IReadOnlyList<CallDiversion> Diversions { get; init; } = [];

    /// <summary>What STIR/SHAKEN says of the number; null: nothing.</summary>
    public CallerAttestation? Attestation { get; init; }

    /// <summary>Headers that the trunk's settings keep, as they came.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
