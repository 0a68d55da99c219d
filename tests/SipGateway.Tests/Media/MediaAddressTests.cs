using System.Net;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class MediaAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", 5004)]
    [InlineData("192.0.2.7", 65535)]
    [InlineData("2001:db8::1", 20000)]
    [InlineData("fe80::1%3", 9)]
    public void An_end_point_and_its_socket_form_come_back_the_same(string address, int port)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), port);
        var media = MediaAddress.From(endPoint);
        Assert.Equal(endPoint, media.ToEndPoint());
        var sockaddr = new byte[MediaAddress.MaxSockaddr];
        var length = media.WriteSockaddr(sockaddr, media.IsV6);
        Assert.Equal(media.IsV6 ? 28 : 16, length);
        Assert.Equal(media, MediaAddress.FromSockaddr(sockaddr));
    }

    [Fact]
    public void A_mapped_address_is_the_v4_address()
    {
        var plain = MediaAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 4000));
        Assert.Equal(plain, MediaAddress.From(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.7"), 4000)));
        var sockaddr = new byte[MediaAddress.MaxSockaddr];
        Assert.Equal(28, plain.WriteSockaddr(sockaddr, v6Socket: true));
        Assert.Equal(plain, MediaAddress.FromSockaddr(sockaddr));
    }

    [Theory]
    [InlineData("127.0.0.1", 4000, true)]
    [InlineData("192.0.2.7", 4000, true)]
    [InlineData("2001:db8::1", 4000, true)]
    [InlineData("192.0.2.7", 0, false)]
    [InlineData("0.0.0.0", 4000, false)]
    [InlineData("255.255.255.255", 4000, false)]
    [InlineData("224.0.0.1", 4000, false)]
    [InlineData("239.255.255.250", 4000, false)]
    [InlineData("::", 4000, false)]
    [InlineData("ff02::1", 4000, false)]
    [InlineData("::ffff:0.0.0.0", 4000, false)]
    public void Media_is_never_aimed_at_nowhere_or_everywhere(string address, int port, bool sendable) =>
        Assert.Equal(sendable, MediaAddress.From(new IPEndPoint(IPAddress.Parse(address), port)).IsSendable);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::1", "::1", true)]
    public void Hosts_are_compared_without_ports(string left, string right, bool same) =>
        Assert.Equal(same, MediaAddress.From(new IPEndPoint(IPAddress.Parse(left), 1)).SameHost(MediaAddress.From(new IPEndPoint(IPAddress.Parse(right), 2))));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("::1", true)]
    [InlineData("128.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Loopback_is_known(string address, bool loopback) =>
        Assert.Equal(loopback, MediaAddress.From(new IPEndPoint(IPAddress.Parse(address), 1)).IsLoopback);
}
