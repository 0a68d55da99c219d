using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls;

public sealed class DialPlannerTests
{
    private static readonly Trunk Carrier = new()
    {
        Id = "carrier", Target = "sip:sip.example.com:5070;transport=tcp", Dialling = new TrunkDialling { Allow = ["+49", "2"] },
    };

    private static readonly Trunk[] Trunks =
    [
        Carrier,
        Carrier with { Id = "off", Enabled = false },
        Carrier with { Id = "inward", Target = null },
        Carrier with { Id = "shut", Dialling = new TrunkDialling() },
        Carrier with { Id = "pbx", Dialling = new TrunkDialling { Allow = ["*"] } },
    ];

    private static string Plan(string address, string? trunk) =>
        DialPlanner.TryPlan(new DialTarget(address, "me", trunk), Trunks, out var plan, out var refusal) ? $"{plan.Uri} by {plan.NextHop}" : refusal;

    [Theory]
    [InlineData("+49 (30) 123-456", "carrier", "sip:+4930123456@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("tel:+49-30-123456", "carrier", "sip:+4930123456@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("sip:+4930123456@SIP.example.com", "carrier", "sip:+4930123456@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("sip:+4930123456;x=y:pw@sip.example.com?Route=%3Csip:evil%3E", "carrier", "The target must be a number or user of the trunk, without another host.")]
    [InlineData("sip:+4930123456@sip.example.com?Route=%3Csip:evil%3E", "carrier", "sip:+4930123456@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("sip:reception@sip.example.com", "pbx", "sip:reception@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("200", "carrier", "sip:200@sip.example.com:5070;transport=tcp by sip:sip.example.com:5070;transport=tcp")]
    [InlineData("sip:echo@127.0.0.1:5070", null, "sip:echo@127.0.0.1:5070 by sip:127.0.0.1:5070")]
    public void What_may_be_dialled_goes_to_the_trunk_and_nowhere_else(string address, string? trunk, string plan) => Assert.Equal(plan, Plan(address, trunk));

    [Theory]
    [InlineData("sip:+4930123456@evil.example.com", "carrier", "without another host")]
    [InlineData("tel:123;phone-context=+49", "carrier", "without another host")]
    [InlineData("mailto:x@y", "carrier", "without another host")]
    [InlineData("+4930\r\nRoute: x", "pbx", "without another host")]
    [InlineData("sip:%0d%0a@sip.example.com", "pbx", "without another host")]
    [InlineData("", "pbx", "without another host")]
    [InlineData("+1 900 555 0100", "pbx", "denies numbers that begin with +1900")]
    [InlineData("+4430123456", "carrier", "nothing that the trunk allows")]
    [InlineData("+4930123456", "shut", "allows no numbers")]
    [InlineData("+4930123456", "off", "disabled")]
    [InlineData("+4930123456", "inward", "no target")]
    [InlineData("+4930123456", "nowhere", "no trunk 'nowhere'")]
    [InlineData("sip:x@192.0.2.1", null, "Without a trunk only addresses of this machine")]
    [InlineData("+4930123456", null, "not a URI")]
    public void What_may_not_be_dialled_says_why(string address, string? trunk, string why) => Assert.Contains(why, Plan(address, trunk), StringComparison.Ordinal);
}
