using System.Net;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Transport;

public sealed class AdvertisedAddressTests
{
    [Theory]
    [InlineData(null, "127.0.0.5", "127.0.0.9", "127.0.0.5")]
    [InlineData(null, "0.0.0.0", "127.0.0.9", "127.0.0.1")]
    [InlineData(null, "::", "::1", "::1")]
    [InlineData("203.0.113.7", "0.0.0.0", "127.0.0.9", "203.0.113.7")]
    [InlineData("203.0.113.7", "10.0.0.1", "192.0.2.1", "203.0.113.7")]
    [InlineData("203.0.113.7", "::1", "::1", "::1")]
    public void A_peer_is_told_the_configured_address_else_the_bound_one_else_the_one_towards_it(
        string? configured, string bound, string peer, string told)
    {
        var advertised = new AdvertisedAddress(configured);

        Assert.Equal(IPAddress.Parse(told), advertised.Towards(IPAddress.Parse(bound), IPAddress.Parse(peer)));
    }

    [Theory]
    [InlineData(null, null, null, "127.0.0.5:5060", "127.0.0.9", "127.0.0.5:5060")]
    [InlineData(null, null, null, "[::]:5060", "::1", "[::1]:5060")]
    [InlineData("sbc.example.com", null, null, "0.0.0.0:5061", "192.0.2.1", "sbc.example.com:5061")]
    [InlineData("sbc.example.com", 443, "203.0.113.7:1024", "0.0.0.0:5061", "192.0.2.1", "sbc.example.com:443")]
    [InlineData("203.0.113.7", 5070, null, "10.0.0.1:5060", "192.0.2.1", "203.0.113.7:5070")]
    [InlineData("2001:db8::7", null, null, "[::]:5060", "2001:db8::1", "[2001:db8::7]:5060")]
    [InlineData("203.0.113.7", null, null, "[::1]:5060", "::1", "[::1]:5060")]
    [InlineData(null, null, "203.0.113.7:1024", "10.0.0.1:5060", "192.0.2.1", "203.0.113.7:1024")]
    [InlineData(null, null, "203.0.113.7:1024", "127.0.0.1:5060", "127.0.0.1", "127.0.0.1:5060")]
    public void Via_and_Contact_name_the_configured_host_else_what_STUN_saw_else_the_local_address(
        string? host, int? port, string? discovered, string local, string peer, string told)
    {
        var advertised = new AdvertisedAddress(host, port);
        if (discovered is not null)
        {
            advertised.Discover(IPEndPoint.Parse(discovered));
        }

        Assert.Equal(told, advertised.SentBy(IPEndPoint.Parse(local), IPAddress.Parse(peer)).ToString());
    }

    [Fact]
    public void A_name_is_for_signalling_and_the_media_address_beside_it_for_SDP()
    {
        var advertised = new AdvertisedAddress("sbc.example.com", media: IPAddress.Parse("203.0.113.7"));

        Assert.Equal(IPAddress.Parse("203.0.113.7"), advertised.Towards(IPAddress.Any, IPAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void Without_a_route_it_is_still_never_the_any_address() =>
        Assert.NotEqual(IPAddress.Any, new AdvertisedAddress().Towards(IPAddress.Any, IPAddress.Parse("203.0.113.1")));
}
