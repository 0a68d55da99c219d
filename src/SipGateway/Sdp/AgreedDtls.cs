using System.Collections.Immutable;

namespace Voxie.SipGateway.Sdp;

/// <summary>The DTLS association of one stream. An equal one is the same association (RFC 8842 4). Compares by content.</summary>
/// <param name="Fingerprints">The peer's.</param>
/// <param name="WeBegin">We are the client.</param>
internal sealed record AgreedDtls(ImmutableArray<Fingerprint> Fingerprints, bool WeBegin, string? TlsId)
{
    public bool Equals(AgreedDtls? other) =>
        other != null && WeBegin == other.WeBegin && TlsId == other.TlsId && Fingerprints.SequenceEqual(other.Fingerprints);

    public override int GetHashCode() => HashCode.Combine(WeBegin, TlsId, Fingerprints[0]);
}
