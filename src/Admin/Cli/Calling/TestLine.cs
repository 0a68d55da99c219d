using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Config;
using Voxie.Admin.Node;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Cli.Calling;

/// <summary>SIP and media to dial with, without a node around them: any free ports, nobody can call in.</summary>
internal sealed class TestLine : IAsyncDisposable
{
    // Above the node's default media ports and below the ephemeral range: both may run on one machine.
    private const int FirstPort = 30000;
    private const int LastPort = 31999;

    private readonly MediaEngine _media;
    private readonly SipStack _sip;

    /// <param name="from">Where to dial from: loopback reaches this machine only.</param>
    private TestLine(IPAddress from, IPAddress? advertise, ITrunks trunks, TimeProvider time)
    {
        _media = new MediaEngine(new MediaOptions(), static () => static _ => { }, time);
        var ports = new RtpPortPool(new RtpPortPoolOptions { Address = from, FirstPort = FirstPort, LastPort = LastPort }, time);
        var options = new SipStackOptions
        {
            Listeners = [Listener(SipTransportKind.Udp), Listener(SipTransportKind.Tcp)],
            Admission = new AdmissionOptions { IgnoresStrangers = true },
        };
        var parts = new SipStackParts(NobodyHome.Instance, NobodyHome.Instance, time, NullLoggerFactory.Instance) { Trunks = trunks };
        _sip = new SipStack(options, parts, ports, _media);
        _media.Start();
        _sip.Start();

        SipListener Listener(SipTransportKind transport) => new(transport, new IPEndPoint(from, 0)) { AdvertisedHost = advertise?.ToString() };
    }

    public IOutboundLegs Legs => _sip.Outbound;

    /// <param name="trunk">Trunk of the data folder to dial through; null: only this machine can be dialled.</param>
    /// <exception cref="NodeStartException">There is no such trunk.</exception>
    public static async Task<TestLine> OpenAsync(VoxieConfig config, string? trunk, TimeProvider time, CancellationToken cancellation)
    {
        if (trunk is null)
        {
            return new TestLine(IPAddress.Loopback, null, NoTrunks.Instance, time);
        }
        if (!File.Exists(config.DatabaseFile))
        {
            throw new NodeStartException($"There is no database {config.DatabaseFile} yet. Start the node once, or run 'voxie import'.");
        }
        using var database = new Database(config.DatabaseFile);
        await database.PrepareAsync(time, cancellation);
        var seal = SecretsKey.Ensure(config);
        using var book = new TrunkBook(new TrunkStore(database, seal, time), seal);
        await book.ReloadAsync(cancellation);
        // The only trunk that this process may use, as it stands now.
        var found = book.Current.FirstOrDefault(one => one.Id == trunk) ?? throw new NodeStartException($"There is no trunk '{trunk}'.");
        return new TestLine(IPAddress.Any, config.Options.Sip.Advertise, new One(found), time);
    }

    public async ValueTask DisposeAsync()
    {
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
    }

    private sealed class One(Trunk trunk) : ITrunks
    {
        public IReadOnlyList<Trunk> Current { get; } = [trunk];

        public event Action? Changed
        {
            add { }
            remove { }
        }
    }
}
