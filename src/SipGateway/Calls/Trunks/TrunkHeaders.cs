namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Custom headers of a trunk.</summary>
public sealed record TrunkHeaders
{
    /// <summary>Added to each INVITE that goes out.</summary>
    public IReadOnlyDictionary<string, string> Outbound { get; init; } = new Dictionary<string, string>();

    /// <summary>Names, or beginnings that end in "*", of received headers that are kept with the call.</summary>
    public IReadOnlyList<string> Keep { get; init; } = ["X-*"];

    /// <summary>User part of From on calls out, when the call names none.</summary>
    public string? CallerId { get; init; }
}
