using System.Diagnostics.CodeAnalysis;
using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// The one way out for calls of ours, for transfers that a peer asks for and for redirects: the dial plan, the trunk's limits, and
/// the flow to its address. Any thread.
/// </summary>
internal sealed class DialGate(TransportLayer transports, LegTable legs, TrunkUse trunks, TimeProvider time)
{
    /// <summary>Why a target would be refused now; null: it would not.</summary>
    public string? RefusalOf(DialTarget target) =>
        DialPlanner.TryPlan(target, trunks.Trunks.Current, out var plan, out var refusal) ? LimitOf(plan.Trunk) : refusal;

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
            trunks.Peers.Met(way.Flow.Remote.Address, time.GetElapsedTime(0));
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

        if (plan.NextHop.HostPort.Address is not { } address)
        {
            refusal = $"The host {plan.NextHop.Host} must be written as an address.";
            return false;
        }

        // RFC 3263 4.1 for a target that is an address: UDP if nothing else is said.
        var transport = plan.NextHop.Scheme == "sips" ? "TLS" : plan.NextHop.Transport?.ToUpperInvariant() ?? "UDP";
        var next = new IPEndPoint(address, plan.NextHop.Port ?? (transport == "TLS" ? 5061 : 5060));
        if (transports.FlowTo(new SipTarget(transport, next)) is not { } flow)
        {
            refusal = $"No listener of ours reaches {address}.";
            return false;
        }

        way = new DialWay(plan.Uri, flow, plan.Trunk);
        return true;
    }

    private string? LimitOf(Trunk? trunk) =>
        trunk is null ? null
        : legs.CountOf(trunk.Id) >= trunk.Limits.MaxCalls ? $"All {trunk.Limits.MaxCalls} calls of trunk '{trunk.Id}' are up."
        : !trunks.Rates.HasRoom(trunk) ? $"Trunk '{trunk.Id}' begins no more than {trunk.Limits.CallsPerSecond} calls a second."
        : null;
}
