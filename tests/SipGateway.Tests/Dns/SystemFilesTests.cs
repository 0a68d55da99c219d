using System.Net;
using Voxie.SipGateway.Dns;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>The two files of the system that say how names are found.</summary>
public sealed class SystemFilesTests
{
    [Fact]
    public void Hosts_are_read_with_comments_and_several_names()
    {
        var hosts = HostsFile.Parse("# c\r\n192.0.2.1\tPBX.example pbx # x\nnonsense here\n\n2001:db8::1 pbx\nfe80::1%eth0 zone\n192.0.2.9\n");
        Assert.Equal(["192.0.2.1", "2001:db8::1"], hosts.Find("pbx").Select(address => address.ToString()));
        Assert.Equal(["192.0.2.1"], hosts.Find("pbx.EXAMPLE.").Select(address => address.ToString()));
        Assert.Empty(hosts.Find("zone"));
        Assert.Empty(hosts.Find("nowhere"));
        Assert.Equal(2, hosts.Find("localhost").Count);
    }

    [Fact]
    public void Name_servers_are_read_and_there_is_one_even_without()
    {
        Assert.Equal(
            [IPEndPoint.Parse("192.0.2.53:53"), IPEndPoint.Parse("[2001:db8::53]:53"), IPEndPoint.Parse("192.0.2.54:53")],
            ResolvConf.Parse("# made by hand\nsearch example.com\nnameserver 192.0.2.53\nnameserver bad\nnameserver\t2001:db8::53\noptions rotate\nnameserver 192.0.2.54\nnameserver 192.0.2.55\n"));
        Assert.Equal([IPEndPoint.Parse("127.0.0.1:53")], ResolvConf.Parse(""));
    }
}
