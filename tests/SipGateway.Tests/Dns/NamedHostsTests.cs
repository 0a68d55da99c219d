using System.Net;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>Names in Contact and Record-Route.</summary>
public sealed class NamedHostsTests : IDnsLookup
{
    private readonly FakeTimeProvider _time = new();
    private readonly NamedHosts _hosts;
    private TaskCompletionSource<DnsAnswer> _answer = new();
    private int _asked;

    public NamedHostsTests() => _hosts = new NamedHosts(new SipResolver(this, HostsFile.Empty, new TargetTable(_time),
        target => target.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork, _ => 0), _time);

    async ValueTask<DnsAnswer> IDnsLookup.LookupAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        _asked++;
        return await _answer.Task;
    }

    private SipTarget? Find() => SipUri.TryParse("sip:x@pbx.test:5070", out var uri) ? _hosts.Find(uri) : null;

    private void Answer(string address) => _answer.SetResult(new DnsAnswer(
        DnsStatus.Found, [new DnsRecord.Host("pbx.test", 60, IPAddress.Parse(address))], TimeSpan.FromMinutes(1)));

    [Fact]
    public void A_name_is_asked_for_once_and_known_when_it_is_found()
    {
        Assert.Null(Find());
        Assert.Null(Find());
        Assert.Equal(1, _asked);
        Answer("192.0.2.1");
        Assert.Equal(new SipTarget("UDP", IPEndPoint.Parse("192.0.2.1:5070")), Find());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void What_was_found_stands_until_something_newer_is()
    {
        Answer("192.0.2.1");
        Assert.NotNull(Find());
        _answer = new TaskCompletionSource<DnsAnswer>();
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("192.0.2.1:5070", Find()?.Address.ToString());
        Answer("192.0.2.2");
        Assert.Equal("192.0.2.2:5070", Find()?.Address.ToString());
        Assert.Equal(2, _asked);
    }
}
