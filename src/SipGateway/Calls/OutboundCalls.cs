using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>Places calls, as far as <see cref="DialPolicy"/> lets them. Any thread.</summary>
internal sealed class OutboundCalls(SipLayers layers, TimeSpan answerWithin) : IOutboundLegs
{
    public ICallLeg Dial(DialTarget target)
    {
        if (!DialPolicy.Allows(target.Address, out var uri, out var next, out var refusal))
        {
            throw new DialRefusedException(refusal);
        }

        if (layers.Transports.FlowTo(next) is not { } flow)
        {
            throw new DialRefusedException($"No listener of ours reaches {next.Address}.");
        }

        var line = layers.Media.TryOpen() ?? throw new DialRefusedException("No RTP port is free.");
        var callId = SipTokens.NewCallId();
        var info = new LegInfo(LegKind.Sip, CallDirection.Outbound, target.From, uri.UserText ?? uri.Host, next.ToString(), callId);
        var strand = new Strand();
        var audio = new LegAudio(line, layers.Transports.AdvertisedFor(line.Local.Address, flow), next.Address);
        var leg = new SipCallLeg(info, layers, strand, line, audio);
        var side = new OutboundSide(leg, audio, layers, strand, answerWithin);
        leg.Attach(side);
        var contact = layers.Transports.ContactFor(target.From, flow);
        var from = new NameAddr(SipUri.Sip(target.From, contact.Uri.Host)).WithTag(SipTokens.NewTag());
        var invite = SipRequests.New(SipMethod.Invite, uri, [], from, new NameAddr(uri), callId, 1, contact);
        strand.Post(() => side.Dial(new UacInvite(layers.Transactions, flow, strand, side), invite));
        return leg;
    }
}
