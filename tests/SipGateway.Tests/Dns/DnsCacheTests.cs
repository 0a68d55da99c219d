using System.Net;
using Voxie.SipGateway.Dns;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>How long an answer is believed.</summary>
public sealed class DnsCacheTests : IDnsLookup
{
    private readonly FakeTimeProvider _time = new();
    private readonly DnsCache _cache;
    private DnsAnswer _next = Found("192.0.2.1", 60);
    private int _asked;

    public DnsCacheTests() => _cache = new DnsCache(this, _time);

    private static DnsAnswer Found(string address, int seconds) =>
        new(DnsStatus.Found, [new DnsRecord.Host("a.b", 0, IPAddress.Parse(address))], TimeSpan.FromSeconds(seconds));

    ValueTask<DnsAnswer> IDnsLookup.LookupAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        _asked++;
        return ValueTask.FromResult(_next);
    }

    private async Task<string> AskAsync(string name = "a.b")
    {
        var answer = await _cache.LookupAsync(name, DnsRecordType.A, default);
        return answer.Records.Count == 0 ? answer.Status.ToString() : ((DnsRecord.Host)answer.Records[0]).Address.ToString();
    }

    [Fact]
    public async Task An_answer_lives_as_long_as_it_says()
    {
        Assert.Equal("192.0.2.1", await AskAsync());
        _next = Found("192.0.2.2", 60);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("192.0.2.1", await AskAsync("A.B."));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("192.0.2.2", await AskAsync());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Absence_is_remembered_as_well()
    {
        _next = new DnsAnswer(DnsStatus.NoSuchName, [], TimeSpan.FromSeconds(30));
        Assert.Equal("NoSuchName", await AskAsync());
        _next = Found("192.0.2.1", 60);
        Assert.Equal("NoSuchName", await AskAsync());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("192.0.2.1", await AskAsync());
    }

    [Fact]
    public async Task While_the_servers_are_silent_the_old_answer_stands_for_a_time()
    {
        await AskAsync();
        _next = DnsAnswer.Failed;
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("192.0.2.1", await AskAsync());
        Assert.Equal("192.0.2.1", await AskAsync());
        Assert.Equal(2, _asked);

        _time.Advance(TimeSpan.FromHours(6));
        Assert.Equal("Failed", await AskAsync());
    }

    [Fact]
    public async Task What_is_no_name_is_not_asked_for()
    {
        foreach (var name in (string[])["", ".", "a..b", "-é", new string('a', 64), "a b", string.Join('.', Enumerable.Repeat("abcdefgh", 40))])
        {
            Assert.Equal("NoSuchName", await AskAsync(name));
        }

        Assert.Equal(0, _asked);
    }

    [Theory]
    [InlineData(1, 10)] // a floor, or each call would ask
    [InlineData(60, 60)]
    [InlineData(1_000_000, 3600)] // a cap, or a moved carrier stays away
    public void Lives_have_a_floor_and_a_cap(int ttl, int seconds)
    {
        DnsMessage.TryParse(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 1, d => d.Raw(1, 2, 3, 4), ttl).ToArray(), out var message);
        Assert.Equal(TimeSpan.FromSeconds(seconds), DnsAnswer.Of(message!, "a.b", DnsRecordType.A, out _).Life);
    }

    [Fact]
    public void Absence_lives_as_long_as_its_zone_says()
    {
        DnsMessage.TryParse(DnsBytes.Head(flags: 0x8183, authorities: 1).Question("x.b", 1).Soa("b", 600, 45).ToArray(), out var message);
        var answer = DnsAnswer.Of(message!, "x.b", DnsRecordType.A, out _);
        Assert.Equal((DnsStatus.NoSuchName, TimeSpan.FromSeconds(45)), (answer.Status, answer.Life));
    }

    [Fact]
    public void Records_of_other_names_are_not_believed()
    {
        DnsMessage.TryParse(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("evil.b", 1, d => d.Raw(6, 6, 6, 6)).ToArray(), out var message);
        Assert.Equal(DnsStatus.NoData, DnsAnswer.Of(message!, "a.b", DnsRecordType.A, out _).Status);
    }
}
