using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>A target that may be dialled, and the ways there.</summary>
/// <param name="Target">Request-URI, without headers.</param>
/// <param name="Flows">At least one; the next is tried when one leads to nobody (RFC 3263 4.3).</param>
/// <param name="Trunk">Null: a program of this machine.</param>
internal sealed record DialWay(SipUri Target, IReadOnlyList<SipFlow> Flows, Trunk? Trunk)
{
    /// <summary>The way that is tried now.</summary>
    public SipFlow Flow => Flows[0];

    /// <summary>Route headers that the trunk's registrar asks for (RFC 3608).</summary>
    public IReadOnlyList<NameAddr> Route { get; init; } = [];

    public PeerBounds Bounds => new(Flow.Remote.Address, Trunk?.Terms.PrivateTargets ?? false);

    /// <summary>The ways that are left when the first one led to nobody; null: none.</summary>
    public DialWay? Onward => Flows.Count > 1 ? this with { Flows = [.. Flows.Skip(1)] } : null;

    /// <summary>The terms of a line's media by the way that is tried now, with keys of its own.</summary>
    public MediaPeer NewMediaPeer(Lazy<DtlsIdentity> dtls) => MediaPeer.Of(Flow, Trunk, dtls);

    /// <summary>Answers challenges of the trunk's own address, and nobody else's (S5 of the threat list); null: none are answered.</summary>
    public DigestClient? NewCredentials() => Trunk?.OutboundCredentials is { } own
        ? new DigestClient(new DigestCredentials(own.User, own.Password, own.Realm, own.Algorithms), Flow.Remote.Address.Equals)
        : null;
}
