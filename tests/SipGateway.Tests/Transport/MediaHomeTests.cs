using System.Net;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transport;

public sealed class MediaHomeTests
{
    /// <summary>What SDP names by the family of the signalling, and what for media of the other one.</summary>
    [Theory]
    [InlineData("::", "::1", null, "127.0.0.9", "::1", "127.0.0.1")] // a socket for both families
    [InlineData("::", "127.0.0.9", null, "::1", "127.0.0.1", "::1")]
    [InlineData("::", "::1", "203.0.113.7", "192.0.2.1", "::1", "203.0.113.7")] // what the listener of that family tells
    [InlineData("::", "::1", null, "::1", "::1", null)] // the same family: nothing beside
    [InlineData("0.0.0.0", "127.0.0.9", null, "::1", "127.0.0.1", null)] // no IPv6 socket
    [InlineData("127.0.0.5", "127.0.0.9", null, "::1", "127.0.0.5", null)]
    public void The_family_of_media_may_differ_from_that_of_signalling_where_the_socket_has_both(
        string bound, string peer, string? other, string media, string address, string? beside)
    {
        var network = new LossyNetwork(new FakeTimeProvider());
        var flow = new SipFlow(network.Listen(peer.Contains(':', StringComparison.Ordinal) ? "[::1]:5060" : "127.0.0.5:5060"), new IPEndPoint(IPAddress.Parse(peer), 5070));
        var home = new MediaHome(IPAddress.Parse(bound), flow, other is null ? null : new AdvertisedAddress(other));

        Assert.Equal(address, home.Address.ToString());
        Assert.Equal(beside, home.Beside(IPAddress.Parse(media))?.ToString());
    }
}
