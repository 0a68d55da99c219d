using System.Buffers;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

internal sealed class SipUriTarget() : TextTarget(
[
    .. Texts(
        "sip:alice@example.com", "sips:+14155550100@[2001:db8::1]:5061;transport=tls;user=phone", "tel:+1-201-555-0123;phone-context=example.com;isub=12",
        "sip:alice;day=tuesday@atlanta.com:5060;maddr=239.255.255.1;ttl=15;lr?subject=project%20x&priority=urgent", "sip:user:pass%40word@192.0.2.1", "urn:service:sos",
        "sip:sip%3Auser%40example.com@company.com;other-param=summit", "sip:%F0%9F%98%80@h", "sip:*97%23@pbx", "sip:[::ffff:192.0.2.1]", "http://example.com/a;b?c=d"),
])
{
    private static readonly SearchValues<char> BreaksOut = SearchValues.Create("\r\n <>\"");

    public override string Name => "URI";

    protected override bool Read(string text) => SipUri.TryParse(text, out var uri) && uri is { UserText: var user, HostPort.Address: var address } && (user, address) is var _;

    protected override void Judge(string text)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.True(SipUri.TryParse(uri.ToString(), out var again), uri.ToString());
        Assert.Equal(uri, again);
        Assert.True(uri.IsEquivalentTo(again));
        Assert.False(uri.ToString().AsSpan().ContainsAny(BreaksOut)); // would break out of the line it is written in
    }
}
