namespace Voxie.SipGateway.Calls.Identity;

/// <summary>A PASSporT (RFC 8225) as it stands in an Identity header.</summary>
/// <param name="Algorithm">Of the signature, as written.</param>
/// <param name="IssuedAt">Unix seconds.</param>
/// <param name="Origin">Number or URI of the caller; null: none.</param>
/// <param name="Destinations">Numbers and URIs called.</param>
/// <param name="Signed">The bytes that the signature is over.</param>
internal sealed record Passport(
    string? Algorithm, string? Type, string? Attest, string? OrigId, long? IssuedAt, string? Origin, IReadOnlyList<string> Destinations, byte[] Signed, byte[] Signature);
