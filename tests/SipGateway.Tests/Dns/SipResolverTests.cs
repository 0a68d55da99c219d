using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>RFC 3263: which URI leads where, by which questions.</summary>
public sealed class SipResolverTests : IDnsLookup
{
    private readonly Dictionary<string, List<DnsRecord>> _zone = [];
    private readonly List<string> _asked = [];
    private readonly HashSet<string> _transports = ["UDP", "TCP", "TLS"];
    private readonly TargetTable _table = new(new FakeTimeProvider());
    private readonly SipResolver _resolver;
    private bool _silent;
    private bool _withV6;
    private Func<int, int> _random = _ => 0;

    public SipResolverTests() => _resolver = new SipResolver(
        this, HostsFile.Parse("192.0.2.77 pbx.local pbx # ours\n"), _table,
        target => _transports.Contains(target.Transport) && (_withV6 || target.Address.AddressFamily == AddressFamily.InterNetwork),
        below => _random(below));

    ValueTask<DnsAnswer> IDnsLookup.LookupAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        _asked.Add($"{type} {name}");
        var found = _zone.GetValueOrDefault($"{type} {name}");
        return ValueTask.FromResult(_silent ? DnsAnswer.Failed : new DnsAnswer(found is null ? DnsStatus.NoData : DnsStatus.Found, found ?? [], TimeSpan.Zero));
    }

    private void Host(string name, params string[] addresses)
    {
        foreach (var address in addresses.Select(IPAddress.Parse))
        {
            Add(new DnsRecord.Host(name, 60, address), address.AddressFamily == AddressFamily.InterNetwork ? "A" : "Aaaa");
        }
    }

    private void Srv(string name, ushort priority, ushort weight, ushort port, string target) =>
        Add(new DnsRecord.Srv(name, 60, priority, weight, port, target), "Srv");

    private void Naptr(string name, ushort order, ushort preference, string services, string replacement, string flags = "s") =>
        Add(new DnsRecord.Naptr(name, 60, order, preference, flags, services, replacement), "Naptr");

    private void Add(DnsRecord record, string type)
    {
        var key = $"{type} {record.Name}";
        if (!_zone.TryGetValue(key, out var list))
        {
            _zone.Add(key, list = []);
        }

        list.Add(record);
    }

    private async Task<string> ResolveAsync(string uri)
    {
        Assert.True(SipUri.TryParse(uri, out var parsed));
        var found = await _resolver.ResolveAsync(parsed, default);
        return found.Fault == SipResolveFault.None
            ? string.Join(' ', found.Targets.Select(target => $"{target.Transport}/{target.Address}{(target.TlsName is null ? "" : "/" + target.TlsName)}"))
            : found.Fault.ToString();
    }

    [Theory]
    [InlineData("sip:192.0.2.1", "UDP/192.0.2.1:5060")]
    [InlineData("sip:192.0.2.1:5070;transport=tcp", "TCP/192.0.2.1:5070")]
    [InlineData("sip:192.0.2.1;transport=TLS", "TLS/192.0.2.1:5061")]
    [InlineData("sips:192.0.2.1", "TLS/192.0.2.1:5061")]
    [InlineData("sips:192.0.2.1:5081;transport=tcp", "TLS/192.0.2.1:5081")]
    [InlineData("sips:192.0.2.1;transport=udp", "Transport")]
    [InlineData("sip:192.0.2.1;transport=ws", "Transport")]
    [InlineData("sip:[2001:db8::1]", "Transport")]
    [InlineData("tel:+15550100", "Scheme")]
    [InlineData("sip:pbx.local", "UDP/192.0.2.77:5060")]
    [InlineData("sip:PBX", "UDP/192.0.2.77:5060")]
    [InlineData("sip:pbx.local:5080", "UDP/192.0.2.77:5080")]
    public async Task Addresses_and_known_names_need_no_questions(string uri, string expected)
    {
        Assert.Equal(expected, await ResolveAsync(uri));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task With_a_port_only_addresses_are_asked_for()
    {
        Host("example.com", "192.0.2.1", "192.0.2.2");
        Assert.Equal("UDP/192.0.2.1:5070 UDP/192.0.2.2:5070", await ResolveAsync("sip:example.com:5070"));
        Assert.Equal(["A example.com"], _asked);
    }

    [Fact]
    public async Task Naptr_says_which_transport_is_liked_best()
    {
        Naptr("example.com", 90, 50, "SIP+D2T", "_sip._tcp.example.com");
        Naptr("example.com", 100, 50, "SIP+D2U", "_sip._udp.example.com");
        Naptr("example.com", 50, 50, "SIP+D2S", "_sip._sctp.example.com");
        Naptr("example.com", 60, 50, "E2U+sip", "", "u");
        Srv("_sip._tcp.example.com", 0, 1, 5060, "tcp.example.com");
        Srv("_sip._udp.example.com", 0, 1, 5062, "udp.example.com");
        Host("tcp.example.com", "192.0.2.1");
        Host("udp.example.com", "192.0.2.2");
        Assert.Equal("TCP/192.0.2.1:5060 UDP/192.0.2.2:5062", await ResolveAsync("sip:example.com"));

        _transports.Remove("TCP");
        Assert.Equal("UDP/192.0.2.2:5062", await ResolveAsync("sip:example.com"));
    }

    [Fact]
    public async Task Tls_must_prove_the_name_that_was_asked_for()
    {
        Naptr("example.com", 10, 10, "SIP+D2U", "_sip._udp.example.com");
        Naptr("example.com", 20, 10, "SIPS+D2T", "_sips._tcp.example.com");
        Srv("_sip._udp.example.com", 0, 1, 5060, "a.example.net");
        Srv("_sips._tcp.example.com", 0, 1, 5061, "a.example.net");
        Host("a.example.net", "192.0.2.1");
        Assert.Equal("TLS/192.0.2.1:5061/example.com", await ResolveAsync("sips:example.com"));
    }

    [Fact]
    public async Task Without_naptr_the_service_records_of_our_transports_are_asked_for()
    {
        Srv("_sip._udp.example.com", 20, 1, 5060, "b.example.com");
        Srv("_sip._udp.example.com", 10, 1, 5061, "a.example.com");
        Host("a.example.com", "192.0.2.1");
        Host("b.example.com", "192.0.2.2");
        Assert.Equal("UDP/192.0.2.1:5061 UDP/192.0.2.2:5060", await ResolveAsync("sip:example.com"));
        Assert.Equal(
            ["Naptr example.com", "Srv _sip._udp.example.com", "A a.example.com", "A b.example.com", "Srv _sip._tcp.example.com"], _asked);
    }

    [Fact]
    public async Task A_transport_in_the_uri_goes_straight_to_its_service_record()
    {
        Srv("_sip._tcp.example.com", 0, 1, 5066, "a.example.com");
        Host("a.example.com", "192.0.2.1");
        Assert.Equal("TCP/192.0.2.1:5066", await ResolveAsync("sip:example.com;transport=tcp"));
        Assert.Equal("Srv _sip._tcp.example.com", _asked[0]);
    }

    [Fact]
    public async Task Without_any_service_record_the_name_itself_is_the_server()
    {
        Host("example.com", "192.0.2.1");
        Assert.Equal("UDP/192.0.2.1:5060", await ResolveAsync("sip:example.com"));
        Assert.Equal("TLS/192.0.2.1:5061/example.com", await ResolveAsync("sip:example.com;transport=tls"));
    }

    [Fact]
    public async Task A_service_that_is_decidedly_not_there_is_not_tried_by_address()
    {
        Srv("_sip._udp.example.com", 0, 0, 0, "");
        Host("example.com", "192.0.2.1");
        Assert.Equal("NoAddress", await ResolveAsync("sip:example.com;transport=udp"));
    }

    [Fact]
    public async Task Both_families_are_found_where_both_can_be_reached()
    {
        Host("example.com", "192.0.2.1", "2001:db8::1");
        Assert.Equal("UDP/192.0.2.1:5060", await ResolveAsync("sip:example.com"));
        Assert.DoesNotContain("Aaaa example.com", _asked);
        _withV6 = true;
        Assert.Equal("UDP/192.0.2.1:5060 UDP/[2001:db8::1]:5060", await ResolveAsync("sip:example.com"));
    }

    [Fact]
    public async Task Nothing_found_and_nobody_answering_are_told_apart()
    {
        Assert.Equal("NoAddress", await ResolveAsync("sip:example.com"));
        _silent = true;
        Assert.Equal("ServersSilent", await ResolveAsync("sip:example.com"));
    }

    [Fact]
    public async Task Hostile_zones_lead_to_a_bounded_number_of_targets_and_questions()
    {
        for (ushort n = 0; n < 100; n++)
        {
            Srv("_sip._udp.example.com", n, 1, 5060, $"h{n}.example.com");
            Host($"h{n}.example.com", [.. Enumerable.Range(1, 20).Select(last => $"192.0.{n}.{last}")]);
        }

        Assert.Equal(16, (await ResolveAsync("sip:example.com;transport=udp")).Split(' ').Length);
        Assert.InRange(_asked.Count, 1, 20);
    }

    [Fact]
    public async Task Targets_in_trouble_come_last()
    {
        Host("example.com", "192.0.2.1", "192.0.2.2", "192.0.2.3");
        _table.Failed(new SipTarget("UDP", IPEndPoint.Parse("192.0.2.1:5060")));
        Assert.Equal("UDP/192.0.2.2:5060 UDP/192.0.2.3:5060 UDP/192.0.2.1:5060", await ResolveAsync("sip:example.com"));
        _table.Answered(new SipTarget("UDP", IPEndPoint.Parse("192.0.2.1:5060")));
        _table.Down(new SipTarget("UDP", IPEndPoint.Parse("192.0.2.2:5060")));
        Assert.Equal("UDP/192.0.2.1:5060 UDP/192.0.2.3:5060 UDP/192.0.2.2:5060", await ResolveAsync("sip:example.com"));
    }

    [Fact]
    public void A_failure_is_forgotten_after_a_minute()
    {
        var time = new FakeTimeProvider();
        var table = new TargetTable(time);
        SipTarget first = new("UDP", IPEndPoint.Parse("192.0.2.1:5060")), second = new("UDP", IPEndPoint.Parse("192.0.2.2:5060"));
        table.Failed(first);
        Assert.Equal([second, first], table.Order([first, second]));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([first, second], table.Order([first, second]));
    }
}
