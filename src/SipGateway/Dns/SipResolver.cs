using System.Net;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dns;

/// <summary>
/// From a SIP URI to the addresses that requests can be sent to, best first (RFC 3263 4). Off the receive loop; any thread.
/// </summary>
/// <param name="reaches">Whether a listener of ours reaches a target.</param>
/// <param name="random">A number from 0 to below its argument: the lot among SRV records of one priority.</param>
internal sealed class SipResolver(IDnsLookup dns, HostsFile hosts, TargetTable table, Func<SipTarget, bool> reaches, Func<int, int> random)
{
    private const int MostTargets = 16;
    private const int MostServers = 16;
    private const int MostServices = 6;

    private static readonly (string Service, string Transport)[] Services = [("SIP+D2U", "UDP"), ("SIP+D2T", "TCP"), ("SIPS+D2T", "TLS")];

    public async ValueTask<SipResolution> ResolveAsync(SipUri uri, CancellationToken cancellation)
    {
        if (!uri.IsSip)
        {
            return new SipResolution([], SipResolveFault.Scheme);
        }

        if (!TryTransport(uri, out var transport) || (transport is not null && !IsAtHand(transport)))
        {
            return new SipResolution([], SipResolveFault.Transport);
        }

        var search = new Search(uri.Host);
        var byDefault = uri.Scheme == "sips" ? "TLS" : "UDP";
        if (uri.HostPort.Address is { } address)
        {
            // 4.2: a numeric host says it all.
            search.Add(transport ?? byDefault, address, uri.Port);
        }
        else if (uri.Port is not null || hosts.Find(uri.Host).Count > 0)
        {
            await AddHostAsync(search, transport ?? byDefault, uri.Host, uri.Port, cancellation);
        }
        else
        {
            await AddServicesAsync(search, transport, uri.Scheme == "sips", cancellation);
            if (search.Targets.Count == 0 && !search.IsUnavailable)
            {
                await AddHostAsync(search, transport ?? byDefault, uri.Host, null, cancellation);
            }
        }

        var reached = search.Targets.Distinct().Where(reaches).Take(MostTargets).ToList();
        return new SipResolution(table.Order(reached), reached.Count > 0 ? SipResolveFault.None
            : search.Targets.Count > 0 ? SipResolveFault.Transport
            : search.IsFailed ? SipResolveFault.ServersSilent
            : SipResolveFault.NoAddress);
    }

    /// <summary>What was found so far.</summary>
    private sealed class Search(string domain)
    {
        public List<SipTarget> Targets { get; } = [];

        /// <summary>A question stayed without answer.</summary>
        public bool IsFailed { get; set; }

        /// <summary>The domain says that it has no such service: its addresses are not tried either (RFC 2782, target ".").</summary>
        public bool IsUnavailable { get; set; }

        public string Domain => domain;

        public void Add(string transport, IPAddress address, int? port)
        {
            // RFC 5922 4: whatever the records lead to, it must prove to be the domain that was asked for.
            var isName = HostPort.AddressOf(domain) is null;
            Targets.Add(new SipTarget(transport, new IPEndPoint(address, port ?? (transport == "TLS" ? 5061 : 5060)), transport == "TLS" && isName ? domain : null));
        }
    }

    /// <returns>False: a transport that does not exist here, or that the scheme forbids.</returns>
    private static bool TryTransport(SipUri uri, out string? transport)
    {
        transport = (uri.Scheme, uri.Transport?.ToLowerInvariant()) switch
        {
            (_, null) => null,
            ("sip", "udp") => "UDP",
            ("sip", "tcp") => "TCP",
            ("sips", "tcp") or (_, "tls") => "TLS",
            _ => "",
        };
        return transport is not "";
    }

    private bool IsAtHand(string transport) => IsAtHand(transport, IPAddress.Loopback) || IsAtHand(transport, IPAddress.IPv6Loopback);

    private bool IsAtHand(string transport, IPAddress loopback) => reaches(new SipTarget(transport, new IPEndPoint(loopback, 5060)));

    /// <summary>4.1: what the domain prefers (NAPTR), else what it has (SRV).</summary>
    private async ValueTask AddServicesAsync(Search search, string? transport, bool secure, CancellationToken cancellation)
    {
        if (transport is not null)
        {
            await AddServersAsync(search, transport, ServiceName(transport, search.Domain), cancellation);
            return;
        }

        var services = await FindServicesAsync(search, secure, cancellation);
        if (services.Count == 0)
        {
            string[] transports = secure ? ["TLS"] : ["UDP", "TCP"];
            services = [.. transports.Where(IsAtHand).Select(known => (known, ServiceName(known, search.Domain)))];
        }

        foreach (var (known, name) in services)
        {
            await AddServersAsync(search, known, name, cancellation);
        }
    }

    private async ValueTask<List<(string Transport, string Name)>> FindServicesAsync(Search search, bool secure, CancellationToken cancellation)
    {
        var answer = await LookupAsync(search, search.Domain, DnsRecordType.Naptr, cancellation);
        return
        [
            .. answer.Records.OfType<DnsRecord.Naptr>()
                .Where(record => record.Flags.Equals("s", StringComparison.OrdinalIgnoreCase) && record.Replacement.Length > 0)
                .OrderBy(record => record.Order).ThenBy(record => record.Preference)
                .Select(record => (Services.FirstOrDefault(s => s.Service.Equals(record.Services, StringComparison.OrdinalIgnoreCase)).Transport, record.Replacement))
                .Where(service => service.Transport is not null && (!secure || service.Transport == "TLS") && IsAtHand(service.Transport))
                .Take(MostServices),
        ];
    }

    private async ValueTask AddServersAsync(Search search, string transport, string name, CancellationToken cancellation)
    {
        var answer = await LookupAsync(search, name, DnsRecordType.Srv, cancellation);
        var servers = answer.Records.OfType<DnsRecord.Srv>().ToList();
        if (servers is [{ Target: "" }])
        {
            search.IsUnavailable = true;
            return;
        }

        foreach (var server in SrvOrder.Of(servers.Take(MostServers), random))
        {
            if (search.Targets.Count < MostTargets && server.Target.Length > 0)
            {
                await AddHostAsync(search, transport, server.Target, server.Port, cancellation);
            }
        }
    }

    private async ValueTask AddHostAsync(Search search, string transport, string name, int? port, CancellationToken cancellation)
    {
        var known = hosts.Find(name);
        if (known.Count == 0)
        {
            // IPv4 first: media of a call must run over the family of its signalling, and more peers have IPv4.
            known =
            [
                .. await AddressesAsync(search, name, transport, DnsRecordType.A, IPAddress.Loopback, cancellation),
                .. await AddressesAsync(search, name, transport, DnsRecordType.Aaaa, IPAddress.IPv6Loopback, cancellation),
            ];
        }

        foreach (var address in known)
        {
            search.Add(transport, address, port);
        }
    }

    private async ValueTask<IEnumerable<IPAddress>> AddressesAsync(
        Search search, string name, string transport, DnsRecordType type, IPAddress family, CancellationToken cancellation)
    {
        if (!IsAtHand(transport, family))
        {
            return [];
        }

        var answer = await LookupAsync(search, name, type, cancellation);
        return answer.Records.OfType<DnsRecord.Host>().Select(host => host.Address);
    }

    private async ValueTask<DnsAnswer> LookupAsync(Search search, string name, DnsRecordType type, CancellationToken cancellation)
    {
        var answer = await dns.LookupAsync(name, type, cancellation);
        search.IsFailed |= answer.Status == DnsStatus.Failed;
        return answer;
    }

    private static string ServiceName(string transport, string domain) => transport switch
    {
        "UDP" => $"_sip._udp.{domain}",
        "TCP" => $"_sip._tcp.{domain}",
        _ => $"_sips._tcp.{domain}",
    };
}
