using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Where the targets of trunks lead (RFC 3263), found beforehand: a call that goes out waits for no name server. Any thread.</summary>
internal interface ITrunkTargets
{
    /// <summary>Addresses of the trunk's target, those that are up first; empty: its name leads nowhere, or has not been found yet.</summary>
    IReadOnlyList<SipTarget> Of(Trunk trunk);

    /// <summary>A request there got no answer, or 503: others are tried first for a while.</summary>
    void Failed(SipTarget target);
}
