namespace Voxie.Pipeline.Calls;

/// <summary>What STIR/SHAKEN (RFC 8224, 8225, 8588) says of a caller's number.</summary>
/// <param name="Level"><c>A</c>: the carrier knows the caller and its right to the number; <c>B</c>: the caller only; <c>C</c>: neither.</param>
/// <param name="OrigId">Where the carrier says that the call came from, opaque.</param>
public sealed record CallerAttestation(string? Level, string? OrigId, AttestationCheck Check);
