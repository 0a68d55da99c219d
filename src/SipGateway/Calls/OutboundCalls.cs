using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>Places calls, as far as <see cref="DialPlanner"/> and the trunk's limits let them. Any thread.</summary>
internal sealed class OutboundCalls(SipLayers layers, TrunkUse trunks, TimeSpan answerWithin) : IOutboundLegs
{
    /// <summary>Why a target would be refused now; null: it would not.</summary>
    public string? RefusalOf(DialTarget target) =>
        DialPlanner.TryPlan(target, trunks.Trunks.Current, out var plan, out var refusal) ? LimitOf(plan.Trunk) : refusal;

    public ICallLeg Dial(DialTarget target)
    {
        if (!DialPlanner.TryPlan(target, trunks.Trunks.Current, out var plan, out var refusal))
        {
            throw new DialRefusedException(refusal);
        }

        if (LimitOf(plan.Trunk) is { } limit)
        {
            throw new DialRefusedException(limit);
        }

        if (plan.NextHop.HostPort.Address is not { } address)
        {
            throw new DialRefusedException($"The host {plan.NextHop.Host} must be written as an address.");
        }

        // RFC 3263 4.1 for a target that is an address: UDP if nothing else is said.
        var transport = plan.NextHop.Scheme == "sips" ? "TLS" : plan.NextHop.Transport?.ToUpperInvariant() ?? "UDP";
        var next = new IPEndPoint(address, plan.NextHop.Port ?? (transport == "TLS" ? 5061 : 5060));
        if (layers.Transports.FlowTo(new SipTarget(transport, next)) is not { } flow)
        {
            throw new DialRefusedException($"No listener of ours reaches {next.Address}.");
        }

        if (plan.Trunk is { } used)
        {
            trunks.Rates.TryTake(used);
            trunks.Peers.Met(next.Address, layers.Time.GetElapsedTime(0));
        }

        return Place(plan, FromOf(target, plan.Trunk), flow);
    }

    private SipCallLeg Place(DialPlan plan, string from, SipFlow flow)
    {
        var (trunk, uri) = (plan.Trunk, plan.Uri);
        var line = layers.Media.TryOpen() ?? throw new DialRefusedException("No RTP port is free.");
        var callId = SipTokens.NewCallId();
        var info = new LegInfo(LegKind.Sip, CallDirection.Outbound, from, uri.UserText ?? uri.Host, flow.Remote.ToString(), callId);
        var strand = new Strand();
        var privateTargets = trunk?.Terms.PrivateTargets ?? false;
        var audio = new LegAudio(line, layers.Transports.AdvertisedFor(line.Local.Address, flow), new PeerBounds(flow.Remote.Address, privateTargets));
        var leg = new SipCallLeg(info, layers, strand, line, audio, trunk);
        var side = new OutboundSide(leg, audio, layers, strand, answerWithin);
        leg.Attach(side);
        var contact = layers.Transports.ContactFor(from, flow);
        var host = DomainOf(trunk) ?? contact.Uri.Host;
        var invite = SipRequests.New(SipMethod.Invite, uri, [], new NameAddr(SipUri.Sip(from, host)).WithTag(SipTokens.NewTag()), new NameAddr(uri), callId, 1, contact);
        foreach (var (name, value) in trunk?.Headers.Outbound ?? new Dictionary<string, string>())
        {
            invite = invite with { Headers = invite.Headers.Add(name, value) };
        }

        var credentials = CredentialsOf(trunk, flow.Remote.Address);
        strand.Post(() => side.Dial(new UacInvite(layers.Transactions, flow, strand, side, credentials, privateTargets), invite));
        return leg;
    }

    /// <summary>Answers challenges of the trunk's own address, and nobody else's (S5 of the threat list).</summary>
    private static DigestClient? CredentialsOf(Trunk? trunk, IPAddress peer) => trunk?.OutboundCredentials is { } own
        ? new DigestClient(new DigestCredentials(own.User, own.Password, own.Realm), address => address.Equals(peer))
        : null;

    private string? LimitOf(Trunk? trunk) =>
        trunk is null ? null
        : layers.Legs.CountOf(trunk.Id) >= trunk.Limits.MaxCalls ? $"All {trunk.Limits.MaxCalls} calls of trunk '{trunk.Id}' are up."
        : !trunks.Rates.HasRoom(trunk) ? $"Trunk '{trunk.Id}' begins no more than {trunk.Limits.CallsPerSecond} calls a second."
        : null;

    /// <summary>Who calls, as the other side shall see it.</summary>
    private static string FromOf(DialTarget target, Trunk? trunk) =>
        target.From.Length > 0 ? target.From
        : trunk?.Headers.CallerId ?? trunk?.Registration?.User ?? trunk?.OutboundCredentials?.User ?? "anonymous";

    /// <summary>An extension calls as its address of record (RFC 3261 10).</summary>
    private static string? DomainOf(Trunk? trunk) =>
        trunk?.Registration is { } registration && SipUri.TryParse(registration.Registrar, out var registrar) ? registrar.Host : null;
}
