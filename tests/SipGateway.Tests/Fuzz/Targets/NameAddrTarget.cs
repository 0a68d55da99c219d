using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

internal sealed class NameAddrTarget() : TextTarget(
[
    .. FuzzSeeds.ValuesOf(HeaderNames.From, HeaderNames.To, HeaderNames.Contact, HeaderNames.Route, HeaderNames.RecordRoute, HeaderNames.ReferTo, HeaderNames.PAssertedIdentity, HeaderNames.Diversion),
])
{
    public override string Name => "Name and address";

    protected override bool Read(string text) => NameAddr.TryParse(text, out var address) && address is { Tag: var tag, Uri.UserText: var user } && (tag, user) is var _;

    protected override void Judge(string text)
    {
        Assert.True(NameAddr.TryParse(text, out var address));
        Assert.True(NameAddr.TryParse(address.ToString(), out var again), address.ToString());
        Assert.Equal(address, again);
        Assert.True(NameAddr.TryParse(address.WithTag("t").ToString(), out again));
        Assert.Equal("t", again.Tag);
    }
}
