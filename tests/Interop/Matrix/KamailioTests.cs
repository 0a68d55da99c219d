using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

/// <summary>Kamailio stands between baresip and our node: what works here works through a proxy.</summary>
[Collection("interop matrix: Kamailio")]
public sealed class KamailioTests(KamailioTests.Proxy proxy) : IClassFixture<KamailioTests.Proxy>, IDisposable
{
    private readonly MatrixNode _node = proxy.Node;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task The_dispatcher_finds_us_alive_by_OPTIONS() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.OptionsIn], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            // A: active, P: probed by OPTIONS. A node that does not answer them is IP, inactive.
            _ = await Wait.ForAsync(
                async () => (await kamailio.CommandAsync("dispatcher.list")) is var list && list.Contains("FLAGS: AP", StringComparison.Ordinal) ? list : null,
                Soon, "the dispatcher has our node as active");
        });

    [Fact]
    public Task A_dispatched_call_is_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp, Feature.RecordRoute], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            await using var caller = await CallAsync("kam-plain", kamailio.Uri("echo"));
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync("kam-plain", "caller");
        });

    [RootFact]
    public Task A_held_call_goes_back_by_the_recorded_route_when_we_hang_up() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp, Feature.RecordRoute], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            using var tap = new WireTap();
            await using var caller = await CallAsync("kam-hold", kamailio.Uri("echo"));
            await Task.Delay(500);
            await caller.HoldAsync();
            await Task.Delay(500);
            var resumed = Stopwatch.GetTimestamp();
            await caller.ResumeAsync();
            await Task.Delay(3000);
            await _node.HangUpAsync("kam-hold");
            await caller.SawAsync("CALL_CLOSED", Soon);
            await kamailio.SawAsync("LOOSE BYE from 127.0.0.1:" + _node.Process.SipPort, Soon);
            ToneProof.OnTheWire(tap, caller.RtpPorts, resumed, 440, 2);
            await _node.EndedByAsync("kam-hold", "operator");
        });

    [Theory]
    [InlineData("tcp-", "SIP/2.0/TCP")]
    [InlineData("tls-", "SIP/2.0/TLS")]
    [InlineData("v6-", "SIP/2.0/UDP [::1]")]
    public Task It_comes_by_another_transport_and_is_called_back_by_it(string prefix, string via) =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [prefix switch { "tcp-" => Feature.Tcp, "tls-" => Feature.Tls, _ => Feature.IPv6 }], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            var user = "kam-" + prefix.TrimEnd('-');
            // Without a media proxy the session's addresses stay the caller's: they must be of the same family.
            await using var caller = prefix == "v6-"
                ? await CallAsync(user, $"sip:v6-echo@[::1]:{kamailio.SipPort}", "[::1]")
                : await CallAsync(user, kamailio.Uri(prefix + "echo"));
            await Task.Delay(3600);
            await _node.HangUpAsync(user);
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync(user, "operator");
            await _node.SaidAsync(user, via);
        });

    [Fact]
    public Task We_call_through_it_with_a_password() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.CallOut, Feature.DigestOut], async () =>
        {
            await proxy.StartedAsync();
            await _node.EchoOfCallAsync("kamailio.echo", from: "auth-us");
        }, "Kamailio sends the call back to another agent of ours.");

    [Fact]
    public Task A_call_that_it_sends_elsewhere_goes_there() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Redirect], async () =>
        {
            await proxy.StartedAsync();
            await _node.EchoOfCallAsync("kamailio.moved");
        });

    [Fact]
    public Task We_find_it_alive_by_OPTIONS() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.OptionsOut], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            await kamailio.SawAsync("PING from 127.0.0.1:" + _node.Process.SipPort, TimeSpan.FromSeconds(8));
        });

    [Fact]
    public Task We_are_registered_and_called() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Registration], async () =>
        {
            var kamailio = await proxy.StartedAsync();
            await MatrixLines.RegisterAsync(_node.Process.Api, "line-kamailio", KamailioPeer.Host, _node.Lines.Kamailio, MatrixLines.KamailioLine);
            _ = await Wait.ForAsync(
                async () => (await kamailio.CommandAsync("ul.dump")) is var table && table.Contains("AoR: 700", StringComparison.Ordinal) ? table : null,
                Soon, "Kamailio has our contact");
            await using var caller = await CallAsync("kam-line", kamailio.Uri("700"));
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
        });

    private async Task<BaresipPeer> CallAsync(string user, string uri, string host = "127.0.0.1")
    {
        var caller = await BaresipPeer.StartAsync(_workspace, user, Sound.Tone(440, 30), settings: new BaresipSettings { Host = host });
        try
        {
            await caller.DialAsync(uri);
            await caller.SawAsync("CALL_ESTABLISHED", Soon);
            return caller;
        }
        catch
        {
            await caller.DisposeAsync();
            throw;
        }
    }

    /// <summary>One Kamailio for the class.</summary>
    public sealed class Proxy : MatrixColumn
    {
        private readonly Workspace _workspace = new();
        private KamailioPeer? _peer;

        public override async Task DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }

            _workspace.Dispose();
            await base.DisposeAsync();
        }

        internal async Task<KamailioPeer> StartedAsync() =>
            _peer ??= await KamailioPeer.StartAsync(_workspace, Node);
    }
}
