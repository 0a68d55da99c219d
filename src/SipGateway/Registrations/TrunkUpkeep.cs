using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>What keeps the trunks alive, composed: names, registrations, pings, and what is known of their health.</summary>
internal sealed class TrunkUpkeep : IAsyncDisposable
{
    /// <summary>How long a registrar may take to confirm that we leave.</summary>
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    private readonly HealthBook _health;
    private readonly RegistrationTable _registrations;
    private readonly TrunkPings _pings;
    private readonly TrunkTargets _targets;

    /// <param name="learnsAddress">See <see cref="RegistrationLayers.LearnsAddress"/>.</param>
    public TrunkUpkeep(
        ITrunks trunks, TransportLayer transports, TransactionLayer transactions, DnsOptions dns, bool learnsAddress, ILoggerFactory loggers)
    {
        var time = transactions.Time;
        var servers = dns.Servers.Count > 0 ? dns.Servers : ResolvConf.ReadSystem();
        var table = new TargetTable(time);
        Resolver = new SipResolver(new DnsCache(new DnsClient(servers, dns, new DnsSockets(), time), time), HostsFile.ReadSystem(), table,
            target => transports.FlowTo(target) is not null, RandomNumberGenerator.GetInt32);
        _health = new HealthBook(time);
        var layers = new RegistrationLayers(transports, transactions, Resolver, table, _health, Lot, loggers) { LearnsAddress = learnsAddress };
        _registrations = new RegistrationTable(trunks, layers);
        _pings = new TrunkPings(trunks, layers);
        transports.Names = new NamedHosts(Resolver, time);
        _targets = new TrunkTargets(trunks, Resolver, table, time);
    }

    public SipResolver Resolver { get; }

    public ITrunkTargets Targets => _targets;

    public ITrunkHealth Health => _health;

    public ITrunkLines Lines => _registrations;

    /// <summary>The transports must have been started: answers come at once.</summary>
    public void Start()
    {
        _targets.Start();
        _registrations.Start();
        _pings.Start();
    }

    /// <summary>The node takes no new calls: registrars are told so. Pings go on, for live calls.</summary>
    public void Leave() => _registrations.Leave();

    public async ValueTask DisposeAsync()
    {
        _targets.Dispose();
        _pings.Stop();
        await _registrations.LeaveAsync(LeaveWithin);
    }

    private static double Lot() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
}
