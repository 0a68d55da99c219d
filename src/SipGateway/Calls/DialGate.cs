using System.Diagnostics.CodeAnalysis;
using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// The one way out for calls of ours, for transfers that a peer asks for and for redirects: the dial plan, the trunk's limits, and
/// the flow to its address. Any thread.
/// </summary>
internal sealed class DialGate(TransportLayer transports, LegTable legs, TrunkUse trunks, ITrunkTargets targets, ITrunkLines lines, TimeProvider time)
{
    /// <summary>Why a target would be refused now; null: it would not.</summary>
    public string? RefusalOf(DialTarget target) =>
        DialPlanner.TryPlan(target, trunks.Trunks.Current, out var plan, out var refusal) ? LimitOf(plan.Trunk) : refusal;

    /// <summary>The policy lets it be dialled, if not now.</summary>
    public bool IsAllowed(DialTarget target) => DialPlanner.TryPlan(target, trunks.Trunks.Current, out _, out _);

    /// <summary>The way of a target that may be dialled now; it counts as a call of its trunk.</summary>
    /// <param name="refusal">Set when refused: a sentence for people.</param>
    public bool TryOpen(DialTarget target, [NotNullWhen(true)] out DialWay? way, out string refusal)
    {
        if (!TryPlan(target, out way, out refusal))
        {
            return false;
        }

        if (way.Trunk is { } used)
        {
            trunks.Rates.TryTake(used);
            foreach (var flow in way.Flows)
            {
                trunks.Peers.Met(flow.Remote.Address, time.GetElapsedTime(0));
            }
        }

        return true;
    }

    /// <summary>The same without dialling: whether somebody else may be sent there.</summary>
    public bool TryPlan(DialTarget target, [NotNullWhen(true)] out DialWay? way, out string refusal)
    {
        way = null;
        if (!DialPlanner.TryPlan(target, trunks.Trunks.Current, out var plan, out refusal))
        {
            return false;
        }

        refusal = LimitOf(plan.Trunk) ?? "";
        if (refusal.Length > 0)
        {
            return false;
        }

        SipFlow[] flows = [.. TargetsOf(plan).Select(transports.FlowTo).OfType<SipFlow>()];
        if (flows.Length == 0)
        {
            refusal = plan.NextHop.HostPort.Address is { } address
                ? $"No listener of ours reaches {address}."
                : $"The host {plan.NextHop.Host} has not been found, or no listener of ours reaches it.";
            return false;
        }

        if (plan.Trunk is { Codecs.Count: > 0 } picky && LegCodecs.Of(picky.Codecs).IsEmpty)
        {
            refusal = $"Trunk '{picky.Id}' allows no codec that this machine has: libopus is missing.";
            return false;
        }

        flows = [.. flows.Where(flow => !MediaPeer.IsHopeless(flow, plan.Trunk))];
        if (flows.Length == 0)
        {
            refusal = $"Trunk '{plan.Trunk!.Id}' requires encrypted media, and its keys travel over TLS only.";
            return false;
        }

        way = new DialWay(plan.Uri, flows, plan.Trunk) { Route = plan.Trunk is { } trunk ? lines.ServiceRouteOf(trunk.Id) : [] };
        return true;
    }

    /// <summary>Answers challenges in a call that came by a trunk: only of the address that our own calls go to; null: none are answered.</summary>
    public DigestClient? CredentialsFor(Trunk? trunk, IPAddress peer) =>
        trunk?.OutboundCredentials is { } own && targets.Of(trunk).Any(target => target.Address.Address.Equals(peer))
            ? new DigestClient(new DigestCredentials(own.User, own.Password, own.Realm, own.Algorithms), peer.Equals)
            : null;

    /// <summary>The way there did not lead to anybody.</summary>
    public void Failed(SipFlow flow) => targets.Failed(new SipTarget(flow.Transport.ViaName, flow.Remote, flow.TlsName));

    private IEnumerable<SipTarget> TargetsOf(DialPlan plan)
    {
        if (plan.NextHop.HostPort.Address is not { } address)
        {
            return plan.Trunk is { } trunk ? targets.Of(trunk) : [];
        }

        // RFC 3263 4.1 for a target that is an address: UDP if nothing else is said.
        var transport = plan.NextHop.Scheme == "sips" ? "TLS" : plan.NextHop.Transport?.ToUpperInvariant() ?? "UDP";
        var next = new IPEndPoint(address, plan.NextHop.Port ?? (transport == "TLS" ? 5061 : 5060));
        return [new SipTarget(transport, next)];
    }

    private string? LimitOf(Trunk? trunk) =>
        trunk is null ? null
        : legs.CountOf(trunk.Id) >= trunk.Limits.MaxCalls ? $"All {trunk.Limits.MaxCalls} calls of trunk '{trunk.Id}' are up."
        : !trunks.Rates.HasRoom(trunk) ? $"Trunk '{trunk.Id}' begins no more than {trunk.Limits.CallsPerSecond} calls a second."
        : null;
}
