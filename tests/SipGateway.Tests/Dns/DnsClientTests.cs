using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Dns;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>The client against a name server on real sockets.</summary>
public sealed class DnsClientTests : IAsyncLifetime
{
    private readonly FakeNameServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private ValueTask<DnsAnswer> AskAsync(string name, DnsRecordType type, params IPEndPoint[] before) => new DnsClient(
        [.. before, _server.Address], new DnsOptions { Timeout = TimeSpan.FromSeconds(20), Attempts = 1 }, new DnsSockets(), TimeProvider.System)
        .LookupAsync(name, type, default);

    private static DnsBytes Address(int id, string name = "sip.test", byte last = 1) =>
        DnsBytes.Head(id, answers: 1).Question(name, 1).Record(name, 1, d => d.Raw(192, 0, 2, last));

    private static string Only(DnsAnswer answer) => ((DnsRecord.Host)Assert.Single(answer.Records)).Address.ToString();

    [Fact]
    public async Task An_answer_over_udp_is_taken()
    {
        _server.OverUdp = id => [Address(id)];
        Assert.Equal("192.0.2.1", Only(await AskAsync("sip.test", DnsRecordType.A)));
        Assert.Equal(["udp 1"], _server.Asked);
    }

    [Fact]
    public async Task Forged_and_broken_answers_are_passed_over()
    {
        _server.OverUdp = id => [Address(id ^ 1, last: 66), Address(id, "other.test", 66), new DnsBytes().Raw(1, 2, 3), Address(id)];
        Assert.Equal("192.0.2.1", Only(await AskAsync("sip.test", DnsRecordType.A)));
    }

    [Fact]
    public async Task What_does_not_fit_is_asked_for_again_over_tcp()
    {
        _server.OverUdp = id => [DnsBytes.Head(id, flags: 0x8380).Question("sip.test", 33)];
        _server.OverTcp = id => Enumerable.Range(1, 60).Aggregate(
            DnsBytes.Head(id, answers: 60).Question("sip.test", 33), (bytes, n) => bytes.Srv("sip.test", n, 0, 5060, $"host{n}.sip.test"));
        Assert.Equal(60, (await AskAsync("sip.test", DnsRecordType.Srv)).Records.Count);
        Assert.Equal(["udp 33", "tcp 33"], _server.Asked);
    }

    [Fact]
    public async Task An_alias_is_followed_within_the_answer_and_beyond_it()
    {
        _server.OverUdp = id => _server.Asked.Count == 1
            ? [DnsBytes.Head(id, answers: 2).Question("a.test", 1).Record("a.test", 5, d => d.Name("b.test"), 40).Record("b.test", 5, d => d.Name("c.test"), 50)]
            : [Address(id, "c.test")];
        var answer = await AskAsync("a.test", DnsRecordType.A);
        Assert.Equal("192.0.2.1", Only(answer));
        Assert.Equal(TimeSpan.FromSeconds(40), answer.Life); // the shortest of the chain
    }

    [Fact]
    public async Task Aliases_in_a_circle_end()
    {
        var names = new[] { "a.test", "b.test" };
        _server.OverUdp = id =>
        {
            var (from, to) = (names[(_server.Asked.Count - 1) % 2], names[_server.Asked.Count % 2]);
            return [DnsBytes.Head(id, answers: 1).Question(from, 1).Record(from, 5, d => d.Name(to))];
        };
        Assert.Equal(DnsStatus.Failed, (await AskAsync("a.test", DnsRecordType.A)).Status);
        Assert.InRange(_server.Asked.Count, 2, 12);
    }

    [Fact]
    public async Task A_server_in_trouble_and_one_that_is_not_there_are_passed_over()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var nobody = (IPEndPoint)closed.LocalEndPoint!;
        closed.Dispose();
        await using var troubled = new FakeNameServer { OverUdp = id => [DnsBytes.Head(id, flags: 0x8182).Question("sip.test", 1)] };
        _server.OverUdp = id => [Address(id)];

        Assert.Equal("192.0.2.1", Only(await AskAsync("sip.test", DnsRecordType.A, nobody, troubled.Address)));
        Assert.Single(troubled.Asked);
    }

    [Fact]
    public async Task No_such_name_is_an_answer()
    {
        _server.OverUdp = id => [DnsBytes.Head(id, flags: 0x8183, authorities: 1).Question("sip.test", 1).Soa("test", 60, 60)];
        Assert.Equal(DnsStatus.NoSuchName, (await AskAsync("sip.test", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Silence_is_waited_for_no_longer_than_the_options_say()
    {
        var time = new FakeTimeProvider();
        var exchange = new SilentExchange();
        var client = new DnsClient([new(IPAddress.Loopback, 53), new(IPAddress.Loopback, 54)], new DnsOptions(), exchange, time);
        var asked = client.LookupAsync("sip.test", DnsRecordType.A, default).AsTask();
        for (var waited = 0; waited < 4; waited++)
        {
            Assert.False(asked.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(2));
            await exchange.AskedAgainOrDoneAsync(asked, waited + 2);
        }

        Assert.Equal(DnsStatus.Failed, (await asked).Status);
        Assert.Equal([53, 54, 53, 54], exchange.Ports);
    }

    private sealed class SilentExchange : IDnsExchange
    {
        public List<int> Ports { get; } = [];

        public async Task<DnsMessage?> AskAsync(IPEndPoint server, DnsQuery query, bool overTcp, CancellationToken cancellation)
        {
            Ports.Add(server.Port);
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        }

        public async Task AskedAgainOrDoneAsync(Task done, int times)
        {
            while (!done.IsCompleted && Ports.Count < times)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public void A_question_is_written_as_the_rfc_draws_it() => Assert.Equal(
        "1234010000010000000000010373697004746573740000210001" + "00002904D0000000000000",
        Convert.ToHexString(new DnsQuery(0x1234, "sip.test", DnsRecordType.Srv).ToBytes()));
}
