using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Registrations;
using Voxie.SipGateway.Tests.Transactions;
using Voxie.SipGateway.Tests.Transport;

namespace Voxie.SipGateway.Tests.Registrations;

/// <summary>Registrations and pings on virtual time; registrars are hands on the wire at 127.0.0.2, 127.0.0.3 and so on.</summary>
internal sealed class RegistrationRig : IDnsLookup, ITrunks
{
    public RegistrationRig(bool withStream = false)
    {
        Wire = new TransactionRig(withStream: withStream);
        Targets = new TargetTable(Wire.Time);
        Health = new HealthBook(Wire.Time);
        var resolver = new SipResolver(this, HostsFile.Empty, Targets, target => Wire.Transports.FlowTo(target) is not null, _ => 0);
        Layers = new RegistrationLayers(Wire.Transports, Wire.Layer, resolver, Targets, Health, () => 0, NullLoggerFactory.Instance);
        Registrations = new RegistrationTable(this, Layers);
        Pings = new TrunkPings(this, Layers);
    }

    public TransactionRig Wire { get; }
    public TargetTable Targets { get; }
    public HealthBook Health { get; }
    public RegistrationLayers Layers { get; }
    public RegistrationTable Registrations { get; }
    public TrunkPings Pings { get; }

    /// <summary>Addresses of pbx.test.</summary>
    public List<string> Addresses { get; } = ["127.0.0.2"];

    public IReadOnlyList<Trunk> Current { get; private set; } = [];

    public event Action? Changed;

    public IEnumerable<Datagram> Ours => Wire.Network.Sent.Where(d => d.From.Equals(TransactionRig.OurAddress));

    public Datagram Last => Ours.Last();

    /// <summary>What we sent without the copies.</summary>
    public IEnumerable<Datagram> Requests => Ours.DistinctBy(sent => Line(sent, "Via"));

    public static Trunk Extension { get; } = new()
    {
        Id = "pbx", Registration = new TrunkRegistration("sip:pbx.test:5060", "1001"), OutboundCredentials = new TrunkCredentials("alice", "secret"),
    };

    ValueTask<DnsAnswer> IDnsLookup.LookupAsync(string name, DnsRecordType type, CancellationToken cancellation) => ValueTask.FromResult(
        type == DnsRecordType.A && Addresses.Count > 0
            ? new DnsAnswer(DnsStatus.Found, [.. Addresses.Select(address => new DnsRecord.Host(name, 60, IPAddress.Parse(address)))], TimeSpan.FromMinutes(1))
            : new DnsAnswer(DnsStatus.NoData, [], TimeSpan.FromMinutes(1)));

    public void Set(params Trunk[] trunks)
    {
        Current = trunks;
        Changed?.Invoke();
        Run(1);
    }

    public void Run(double seconds) => Wire.Time.Advance(TimeSpan.FromMilliseconds(seconds == 1 ? 1 : seconds * 1000));

    /// <summary>The registrar answers our last REGISTER (or other request); it has arrived on return.</summary>
    public void Answer(int status, string headers = "") => Wire.PeerAnswers(status, headers: headers);

    public void Grant(int seconds, string more = "") => Answer(200, $"{Line(Last, "Contact")};expires={seconds}\r\n{more}");

    public static string Line(Datagram sent, string name) =>
        sent.Text.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) ?? "";

    public TrunkHealth Trunk => Health.Of("pbx");
}
