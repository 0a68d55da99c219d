using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

[Collection(MatrixTests.Name)]
public sealed class AsteriskTests(MatrixNode node, AsteriskTests.Pbx pbx) : IClassFixture<AsteriskTests.Pbx>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [AsteriskFact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            var asterisk = await pbx.StartedAsync(node);
            await EchoAsync(asterisk, "ast-plain", node.Uri("echo"));
        });

    [AsteriskFact]
    public Task A_call_is_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.WeHangUp], async () =>
        {
            var asterisk = await pbx.StartedAsync(node);
            await asterisk.DialAsync("ast-ulaw", node.Uri("tone"), "play.ast-ulaw");
            await Task.Delay(3600);
            await node.HangUpAsync("ast-ulaw");
            await node.EndedByAsync("ast-ulaw", "operator");
            await Task.Delay(300);
            ToneProof.InEachSecond(asterisk.Heard("ast-ulaw"), 600, 2);
        });

    [AsteriskFact]
    public Task Keys_are_heard_as_telephone_events() => KeysAsync(Feature.DtmfEvents, "ast-events");

    [AsteriskFact]
    public Task Keys_are_heard_from_INFO() => KeysAsync(Feature.DtmfInfo, "ast-info");

    [AsteriskFact]
    public Task It_finds_us_alive_by_OPTIONS() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.OptionsIn], async () =>
        {
            var asterisk = await pbx.StartedAsync(node);
            _ = await Wait.ForAsync(
                async () => (await asterisk.CommandAsync("pjsip show contacts")) is var contacts && contacts.Contains(" Avail ", StringComparison.Ordinal) ? contacts : null,
                Soon, "Asterisk says that our node is available");
        });

    private Task KeysAsync(Feature feature, string endpoint) =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [feature], async () =>
        {
            var asterisk = await pbx.StartedAsync(node);
            await asterisk.DialAsync(endpoint, node.Uri(MatrixNode.Keys), "keys");
            await Task.Delay(6500);
            await asterisk.HangUpAsync(endpoint);
            Assert.Equal("1239", await node.KeysOfAsync(endpoint));
        });

    private async Task EchoAsync(AsteriskPeer asterisk, string endpoint, string uri)
    {
        await asterisk.DialAsync(endpoint, uri, "play." + endpoint);
        await Task.Delay(3600);
        await asterisk.HangUpAsync(endpoint);
        await node.EndedByAsync(endpoint, "caller");
        await Task.Delay(300);
        ToneProof.InEachSecond(asterisk.Heard(endpoint), 440, 2);
    }

    /// <summary>One Asterisk for the class.</summary>
    public sealed class Pbx : IAsyncLifetime
    {
        private AsteriskPeer? _peer;

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }
        }

        internal async Task<AsteriskPeer> StartedAsync(MatrixNode node) =>
            _peer ??= await AsteriskPeer.StartAsync(node.Process, node.Certificates);
    }
}
