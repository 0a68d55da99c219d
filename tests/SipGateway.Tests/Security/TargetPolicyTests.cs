using System.Net;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Security;

public sealed class TargetPolicyTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.2", "192.0.2.7", false)]
    [InlineData("10.1.2.3", "192.0.2.7", false)]
    [InlineData("10.1.2.3", "10.9.9.9", true)]
    [InlineData("192.168.1.1", "172.31.0.1", true)]
    [InlineData("172.32.0.1", "192.0.2.7", true)]
    [InlineData("10.1.2.3", "127.0.0.1", true)]
    [InlineData("::ffff:10.1.2.3", "192.0.2.7", false)]
    [InlineData("fd00::1", "2001:db8::1", false)]
    [InlineData("fd00::1", "fd00::2", true)]
    [InlineData("192.0.2.9", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "127.0.0.1", false)]
    [InlineData("0.1.2.3", "192.0.2.7", false)]
    [InlineData("169.254.169.254", "192.0.2.7", false)]
    [InlineData("224.0.0.1", "192.0.2.7", false)]
    [InlineData("240.0.0.1", "192.0.2.7", false)]
    [InlineData("255.255.255.255", "127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", "192.0.2.7", false)]
    [InlineData("::", "::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "2001:db8::1", false)]
    [InlineData("2001:db8::9", "2001:db8::1", true)]
    [InlineData("fe80::1", "2001:db8::1", false)]
    [InlineData("ff02::1", "2001:db8::1", false)]
    [InlineData("2001:db8::9", "127.0.0.1", false)]
    public void A_peer_may_name_only_unicast_addresses_and_this_machine_only_from_it(string target, string peer, bool allowed) =>
        Assert.Equal(allowed, TargetPolicy.Allows(IPAddress.Parse(target), new PeerBounds(IPAddress.Parse(peer))));

    [Theory]
    [InlineData("192.0.2.9", "2001:db8::1", true)]
    [InlineData("2001:db8::9", "192.0.2.1", true)]
    [InlineData("127.0.0.1", "::1", true)]
    [InlineData("127.0.0.1", "2001:db8::1", false)]
    [InlineData("10.1.2.3", "2001:db8::1", false)]
    [InlineData("10.1.2.3", "fd00::1", true)]
    [InlineData("224.0.0.1", "2001:db8::1", false)]
    [InlineData("192.0.2.9", "192.0.2.1", true)]
    [InlineData("10.1.2.3", "192.0.2.7", false)]
    public void Media_may_be_of_the_other_family_under_the_same_rules(string target, string peer, bool allowed) =>
        Assert.Equal(allowed, TargetPolicy.AllowsMedia(IPAddress.Parse(target), new PeerBounds(IPAddress.Parse(peer))));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("fd00::1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    public void A_trunk_may_let_its_public_peer_name_private_addresses_and_no_more(string target, bool allowed) =>
        Assert.Equal(allowed, TargetPolicy.Allows(IPAddress.Parse(target), new PeerBounds(IPAddress.Parse("192.0.2.7"), PrivateTargets: true)));
}
