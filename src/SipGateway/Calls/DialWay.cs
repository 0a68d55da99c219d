using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>A target that may be dialled, and the way there.</summary>
/// <param name="Target">Request-URI, without headers.</param>
/// <param name="Trunk">Null: a program of this machine.</param>
internal sealed record DialWay(SipUri Target, SipFlow Flow, Trunk? Trunk)
{
    public PeerBounds Bounds => new(Flow.Remote.Address, Trunk?.Terms.PrivateTargets ?? false);

    /// <summary>Answers challenges of the trunk's own address, and nobody else's (S5 of the threat list); null: none are answered.</summary>
    public DigestClient? NewCredentials() => Trunk?.OutboundCredentials is { } own
        ? new DigestClient(new DigestCredentials(own.User, own.Password, own.Realm), Flow.Remote.Address.Equals)
        : null;
}
