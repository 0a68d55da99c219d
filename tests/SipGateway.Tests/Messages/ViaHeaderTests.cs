using System.Net;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class ViaHeaderTests
{
    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1", "UDP", "192.0.2.1", null, null)]
    [InlineData("SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK1", "UDP", "192.0.2.1", 5070, "z9hG4bK1")]
    [InlineData("SIP  /   2.0 /UDP     192.0.2.2;branch=390skdjuw", "UDP", "192.0.2.2", null, "390skdjuw")]
    [InlineData("SIP  / 2.0  / TCP     spindle.example.com   ;   branch  =   z9hG4bK9ikj8", "TCP", "spindle.example.com", null, "z9hG4bK9ikj8")]
    [InlineData("SIP/2.0/UDP host : 5060 ;rport", "UDP", "host", 5060, null)]
    [InlineData("SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en", "UNKNOWN", "t4.example.com", null, "z9hG4bKasd0f3en")]
    [InlineData("SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111", "UDP", "[2001:db8::9:1]", 6050, "z9hG4bKas3-111")]
    [InlineData("SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw", "UDP", "c.example.com", null, "z9hG4bKkdjuw")]
    public void A_via_comes_apart(string text, string transport, string host, int? port, string? branch)
    {
        Assert.True(ViaHeader.TryParse(text, out var via));
        Assert.Equal((transport, host, port, branch), (via.Transport, via.SentBy.Host, via.SentBy.Port, via.Branch));
        Assert.True(ViaHeader.TryParse(via.ToString(), out var again));
        Assert.Equal(via, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0/UDP")]
    [InlineData("SIP/2.0 192.0.2.1")]
    [InlineData("SIP/2.0/UDP192.0.2.1")]
    [InlineData("SIP/2.0/UDP 192.0.2.15;;,;,,")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=a;branch=b")]
    [InlineData("SIP/2.0/UDP 192.0.2.1:70000")]
    [InlineData("SIP/2.0/UDP 192.0.2.1:")]
    [InlineData("SIP/2.0/UDP [2001:db8::1")]
    [InlineData("SIP/2.0/UDP 2001:db8::1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1 x")]
    public void What_is_no_via_is_refused(string text) => Assert.False(ViaHeader.TryParse(text, out _));

    [Theory]
    [InlineData("z9hG4bK1", true)]
    [InlineData("z9hG4bK", false)]
    [InlineData("Z9HG4BK1", false)]
    [InlineData("390skdjuw", false)]
    public void Only_a_cookie_with_more_behind_it_is_unique(string branch, bool unique)
    {
        Assert.True(ViaHeader.TryParse($"SIP/2.0/UDP h;branch={branch}", out var via));
        Assert.Equal(unique, via.HasUniqueBranch);
    }

    [Theory]
    [InlineData("received=[2001:db8::9:255]", "2001:db8::9:255")]
    [InlineData("received=2001:db8::9:255", "2001:db8::9:255")]
    [InlineData("received=192.0.2.200", "192.0.2.200")]
    [InlineData("received=0x7f.1", null)]
    [InlineData("received=host", null)]
    [InlineData("received", null)]
    public void Received_is_an_address_with_or_without_brackets(string parameter, string? address)
    {
        Assert.True(ViaHeader.TryParse($"SIP/2.0/UDP h;{parameter}", out var via));
        Assert.Equal(address, via.Received?.ToString());
    }

    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=b", "SIP/2.0/UDP 192.0.2.1;branch=b")]
    [InlineData("SIP/2.0/UDP 10.0.0.1;branch=b", "SIP/2.0/UDP 10.0.0.1;branch=b;received=192.0.2.1")]
    [InlineData("SIP/2.0/UDP host;branch=b", "SIP/2.0/UDP host;branch=b;received=192.0.2.1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;rport;branch=b", "SIP/2.0/UDP 192.0.2.1;rport=5099;branch=b;received=192.0.2.1")]
    [InlineData("SIP/2.0/UDP 10.0.0.1;rport=1;received=203.0.113.9;branch=b", "SIP/2.0/UDP 10.0.0.1;rport=5099;branch=b;received=192.0.2.1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;received=203.0.113.9", "SIP/2.0/UDP 192.0.2.1")]
    public void A_stamp_says_where_it_came_from_and_believes_nothing_written(string text, string stamped)
    {
        Assert.True(ViaHeader.TryParse(text, out var via));
        Assert.Equal(stamped, via.Stamp(new(IPAddress.Parse("192.0.2.1"), 5099)).ToString());
        Assert.Equal(stamped, via.Stamp(new(IPAddress.Parse("::ffff:192.0.2.1"), 5099)).ToString());
    }
}
