using System.Net;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

internal sealed class ViaTarget() : TextTarget([.. FuzzSeeds.ValuesOf(HeaderNames.Via), .. Texts("SIP/2.0/UDP [2001:db8::9:1]:5060;received=2001:db8::9:255;branch=z9hG4bKas3-111;rport")])
{
    private static readonly IPEndPoint Source = IPEndPoint.Parse("[::ffff:192.0.2.9]:40000");

    public override string Name => "Via";

    protected override bool Read(string text) => ViaHeader.TryParse(text, out var via) && via is { Received: var received, RPort: var port } && (received, port) is var _;

    protected override void Judge(string text)
    {
        Assert.True(ViaHeader.TryParse(text, out var via));
        Assert.True(ViaHeader.TryParse(via.ToString(), out var again), via.ToString());
        Assert.Equal(via, again);
        var stamped = via.Stamp(Source);
        Assert.True(ViaHeader.TryParse(stamped.ToString(), out again), stamped.ToString());
        Assert.Equal(stamped, again);
        Assert.Equal(via.Branch, again.Branch);
    }
}
