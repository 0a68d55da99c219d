using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Stun;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transport.Stun;

public sealed class StunDiscoveryTests : IAsyncLifetime
{
    private static readonly IPEndPoint Server = IPEndPoint.Parse("192.0.2.3:3478");
    private static readonly IPAddress Peer = IPAddress.Parse("198.51.100.1");
    private static readonly IPEndPoint Local = IPEndPoint.Parse("10.0.0.1:5060");
    private readonly FakeTimeProvider _time = new();
    private readonly AdvertisedAddress _advertised = new();
    private readonly List<(TimeSpan At, byte[] Request)> _sent = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private StunDiscovery Start(bool ownPort = true)
    {
        var discovery = new StunDiscovery(new StunServer("192.0.2.3"), _advertised, Local, ownPort, (request, to) =>
        {
            Assert.Equal(Server, to);
            _sent.Add((_time.Elapsed, request));
        }, _time, NullLogger.Instance);
        _running = discovery.RunAsync(_stop.Token);
        return discovery;
    }

    /// <summary>A success response that maps us to 203.0.113.7:1024, or as told.</summary>
    private static byte[] Answer(byte[] request, byte last = 7) =>
        [1, 1, 0, 12, .. request[4..20], 0, 1, 0, 8, 0, 1, 4, 0, 203, 0, 113, last];

    [Theory]
    [InlineData(true, "203.0.113.7:1024")]
    [InlineData(false, "203.0.113.7:5060")]
    public async Task What_the_server_sees_is_advertised_with_the_port_only_if_it_is_ours(bool ownPort, string told)
    {
        var discovery = Start(ownPort);
        Assert.Equal("10.0.0.1:5060", _advertised.SentBy(Local, Peer).ToString());

        discovery.Received(Answer(_sent[0].Request), Server);

        await discovery.Known;
        Assert.Equal(told, _advertised.SentBy(Local, Peer).ToString());
        Assert.Equal(IPAddress.Parse("203.0.113.7"), _advertised.Towards(IPAddress.Any, Peer));
    }

    [Fact]
    public void Nobody_but_the_server_that_was_asked_is_believed()
    {
        var discovery = Start();

        discovery.Received(Answer(_sent[0].Request), IPEndPoint.Parse("192.0.2.66:3478"));
        discovery.Received(Answer([.. _sent[0].Request[..8], .. new byte[12]]), Server);

        Assert.Equal("10.0.0.1:5060", _advertised.SentBy(Local, Peer).ToString());
        Assert.False(discovery.Known.IsCompleted);
    }

    [Fact]
    public void An_address_that_changes_is_followed()
    {
        var discovery = Start();
        discovery.Received(Answer(_sent[0].Request), Server);
        discovery.Received(Answer(_sent[0].Request, 8), Server);

        Assert.Equal("203.0.113.8:1024", _advertised.SentBy(Local, Peer).ToString());
    }
}
