using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>Places calls, as far as <see cref="DialGate"/> lets them. Any thread.</summary>
internal sealed class OutboundCalls(SipLayers layers, TimeSpan answerWithin) : IOutboundLegs
{
    public ICallLeg Dial(DialTarget target)
    {
        if (!layers.Gate.TryOpen(target, out var way, out var refusal))
        {
            throw new DialRefusedException(refusal, temporary: layers.Gate.IsAllowed(target));
        }

        if (target.Headers.FirstOrDefault(static header => ExtraHeaders.FaultOf(header.Key, header.Value) is not null) is { Key: { } wrong })
        {
            throw new DialRefusedException($"The header {wrong} {ExtraHeaders.FaultOf(wrong, target.Headers[wrong])}");
        }

        var line = layers.Media.TryOpen() ?? throw new DialRefusedException("No RTP port is free.", temporary: true);
        var (uri, flow, from) = (way.Target, way.Flow, FromOf(target, way.Trunk));
        var callId = SipTokens.NewCallId();
        var info = new LegInfo(LegKind.Sip, CallDirection.Outbound, from, uri.UserText ?? uri.Host, flow.Remote.ToString(), callId)
        {
            Trunk = way.Trunk?.Id,
        };
        var strand = new Strand();
        var peer = way.NewMediaPeer(layers.Dtls);
        line.Expect(peer.Codecs[0].Meaning().RateHz()); // until the answer says better
        var audio = new LegAudio(line, layers.Transports.HomeOf(line.Local.Address, flow), peer);
        var leg = new SipCallLeg(info, layers, strand, line, way.Trunk);
        var side = new OutboundSide(leg, layers, strand, answerWithin);
        leg.Attach(side);
        var invite = OutboundInvite.New(way, from, callId, layers.Transports).WithExtra(target.Headers);
        strand.Post(() => side.Dial(new OutboundDial(side, leg, audio, layers, strand, way), invite));
        return leg;
    }

    // A name that is no user part of ours could never be called back.
    private static string? OnBehalfOf(DialTarget target) =>
        target.OnBehalfOf is { Length: > 0 and <= 64 } user && user.All(static letter => char.IsAsciiLetterOrDigit(letter) || "+*#._~-".Contains(letter, StringComparison.Ordinal))
            ? user : null;

    /// <summary>Who calls, as the other side shall see it.</summary>
    private static string FromOf(DialTarget target, Trunk? trunk) =>
        target.From.Length > 0 ? target.From
        : trunk?.Headers.CallerId ?? OnBehalfOf(target) ?? trunk?.Registration?.User ?? trunk?.OutboundCredentials?.User ?? "anonymous";
}
