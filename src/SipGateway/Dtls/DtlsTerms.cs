using System.Collections.Immutable;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Dtls;

/// <summary>How one association is to come about.</summary>
/// <param name="Fingerprints">The peer's, as signalled: of the strongest hash among them one has to fit.</param>
internal sealed record DtlsTerms(DtlsRole Role, ImmutableArray<Fingerprint> Fingerprints)
{
    /// <summary>Patience from <see cref="DtlsAssociation.Expect"/> on.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A lost flight is sent again after this, then after twice that, and so on (RFC 6347 4.2.4; RTP cannot wait for its full second).</summary>
    public TimeSpan FirstRetransmission { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LastRetransmission { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// As server, have the peer prove with a cookie that it hears us before anything large is sent or computed (RFC 6347 4.2.1). A way that
    /// ICE has proven needs none.
    /// </summary>
    public bool AsksForCookie { get; init; } = true;
}
