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
        var advertised = new AdvertisedAddress(configured is null ? null : IPAddress.Parse(configured));

        Assert.Equal(IPAddress.Parse(told), advertised.Towards(IPAddress.Parse(bound), IPAddress.Parse(peer)));
    }

    [Fact]
    public void Without_a_route_it_is_still_never_the_any_address() =>
        Assert.NotEqual(IPAddress.Any, new AdvertisedAddress(null).Towards(IPAddress.Any, IPAddress.Parse("203.0.113.1")));
}
