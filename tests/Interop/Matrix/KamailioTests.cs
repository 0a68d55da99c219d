using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

/// <summary>Kamailio stands between baresip and our node: what works here works through a proxy.</summary>
[Collection(MatrixTests.Name)]
public sealed class KamailioTests(MatrixNode node, KamailioTests.Proxy proxy) : IClassFixture<KamailioTests.Proxy>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task The_dispatcher_finds_us_alive_by_OPTIONS() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.OptionsIn], async () =>
        {
            var kamailio = await proxy.StartedAsync(node);
            // A: active, P: probed by OPTIONS. A node that does not answer them is IP, inactive.
            _ = await Wait.ForAsync(
                async () => (await kamailio.CommandAsync("dispatcher.list")) is var list && list.Contains("FLAGS: AP", StringComparison.Ordinal) ? list : null,
                Soon, "the dispatcher has our node as active");
        });

    [Fact]
    public Task A_dispatched_call_is_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp, Feature.RecordRoute], async () =>
        {
            var kamailio = await proxy.StartedAsync(node);
            await using var caller = await CallAsync("kam-plain", kamailio.Uri("echo"));
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await node.EndedByAsync("kam-plain", "caller");
        });

    [RootFact]
    public Task A_held_call_goes_back_by_the_recorded_route_when_we_hang_up() =>
        InteropMatrix.ProveAsync(Peer.Kamailio, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp, Feature.RecordRoute], async () =>
        {
            var kamailio = await proxy.StartedAsync(node);
            using var tap = new WireTap();
            await using var caller = await CallAsync("kam-hold", kamailio.Uri("echo"));
            await Task.Delay(500);
            await caller.HoldAsync();
            await Task.Delay(500);
            var resumed = Stopwatch.GetTimestamp();
            await caller.ResumeAsync();
            await Task.Delay(3000);
            await node.HangUpAsync("kam-hold");
            await caller.SawAsync("CALL_CLOSED", Soon);
            await kamailio.SawAsync("LOOSE BYE from 127.0.0.1:" + node.Process.SipPort, Soon);
            ToneProof.OnTheWire(tap, caller.RtpPorts, resumed, 440, 2);
            await node.EndedByAsync("kam-hold", "operator");
        });

    private async Task<BaresipPeer> CallAsync(string user, string uri)
    {
        var caller = await BaresipPeer.StartAsync(_workspace, user, Sound.Tone(440, 30));
        await caller.DialAsync(uri);
        await caller.SawAsync("CALL_ESTABLISHED", Soon);
        return caller;
    }

    /// <summary>One Kamailio for the class.</summary>
    public sealed class Proxy : IAsyncLifetime
    {
        private readonly Workspace _workspace = new();
        private KamailioPeer? _peer;

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }

            _workspace.Dispose();
        }

        internal async Task<KamailioPeer> StartedAsync(MatrixNode node) =>
            _peer ??= await KamailioPeer.StartAsync(_workspace, node.Process.SipPort, node.Process.SipPort, node.Certificates);
    }
}
