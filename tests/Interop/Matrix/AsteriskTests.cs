using System.Net.Http.Json;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

[Collection("interop matrix: Asterisk")]
public sealed class AsteriskTests(AsteriskTests.Pbx pbx) : IClassFixture<AsteriskTests.Pbx>, IDisposable
{
    private readonly MatrixNode _node = pbx.Node;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [AsteriskFact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await EchoAsync(asterisk, "ast-plain", _node.Uri("echo"));
        });

    [AsteriskFact]
    public Task A_call_is_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.WeHangUp], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.DialAsync("ast-ulaw", _node.Uri("tone"), "play.ast-ulaw");
            await Task.Delay(4000);
            await _node.HangUpAsync("ast-ulaw");
            await _node.EndedByAsync("ast-ulaw", "operator");
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
            var asterisk = await pbx.StartedAsync();
            _ = await Wait.ForAsync(
                async () => (await asterisk.CommandAsync("pjsip show contacts")) is var contacts && contacts.Contains(" Avail ", StringComparison.Ordinal) ? contacts : null,
                Soon, "Asterisk says that our node is available");
        });

    [AsteriskFact]
    public Task It_calls_by_TCP() => EchoesAsync([Feature.Tcp], "ast-tcp", _node.TcpUri("echo"), "SIP/2.0/TCP");

    [AsteriskFact]
    public Task It_calls_by_TLS() => EchoesAsync([Feature.Tls], "ast-tls", _node.TlsUri("echo"), "SIP/2.0/TLS");

    [AsteriskFact]
    public Task It_calls_by_IPv6() => EchoesAsync([Feature.IPv6], "ast-ipv6", _node.IPv6Uri("echo"), "IN IP6 ::1");

    [AsteriskFact]
    public Task It_demands_reliable_ringing() => EchoesAsync([Feature.ReliableProvisionals], "ast-prack", _node.Uri("echo"), "PRACK sip:");

    [AsteriskFact]
    public Task It_shows_a_password() => EchoesAsync([Feature.DigestIn], "ast-digest", _node.Uri("echo"), "Authorization: Digest");

    [AsteriskFact]
    public Task We_call_it_with_a_password() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.CallOut, Feature.DigestOut], () => CalledAsync("asterisk.echo"));

    [AsteriskFact]
    public Task A_call_that_it_sends_elsewhere_goes_there() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.Redirect], () => CalledAsync("asterisk.moved"));

    [AsteriskFact]
    public Task Early_media_are_heard_and_no_answer() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.EarlyMedia], async () =>
        {
            await pbx.StartedAsync();
            using var bank = new PhoneBank();
            var phone = bank.Add("to-early", _node.Process.SipPort);
            Assert.Equal(200, await phone.DialAsync("asterisk.early"));
            ToneProof.AtTheEnd(phone.HeardSamples(), 425, 1);
            await phone.SayAsync(Sound.Tone(440, 3.6));
            ToneProof.AtTheEnd(phone.HeardSamples(), 440, 2);
            await phone.HangUpAsync();
        }, MatrixNotes.Early);

    [AsteriskFact]
    public Task A_call_is_cancelled() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.Cancel], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await _node.CancelledAsync(_workspace, "asterisk.ring", () => asterisk.SawAsync("PJSIP/in-", Soon));
            await asterisk.SawAsync("Spawn extension (in, ring,", Soon);
        });

    [AsteriskFact]
    public Task We_find_it_alive_by_OPTIONS() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.OptionsOut], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.CommandAsync("pjsip set logger on");
            await asterisk.SawAsync("OPTIONS sip:" + MatrixLines.AsteriskHost, TimeSpan.FromSeconds(8));
            await asterisk.CommandAsync("pjsip set logger off");
        });

    [AsteriskFact]
    public Task We_are_its_extension() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.Registration], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await MatrixLines.RegisterAsync(_node.Process.Api, "line-asterisk", MatrixLines.AsteriskHost, _node.Lines.Asterisk, MatrixLines.AsteriskLine);
            _ = await Wait.ForAsync(
                async () => (await asterisk.CommandAsync("pjsip show contacts")) is var contacts && contacts.Contains("600/sip:", StringComparison.Ordinal) ? contacts : null,
                Soon, "Asterisk has our contact");
            await asterisk.CommandAsync("channel originate PJSIP/600 extension play.line@out");
            await Task.Delay(3600);
            await asterisk.HangUpAsync("600");
            await Task.Delay(500);
            ToneProof.InEachSecond(asterisk.Heard("line"), 440, 2);
        });

    [AsteriskFact]
    public Task It_transfers_us_to_another_extension() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.BlindTransfer], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.DialAsync("ast-transfer", _node.Uri("tone"), "transfer");
            await asterisk.SawAsync("Executing [record@in:3]", Soon);
            await Task.Delay(3600);
            await _node.HangUpAsync("ast-transfer");
            await _node.EndedByAsync("ast-transfer", "operator");
            await Task.Delay(500);
            ToneProof.InEachSecond(asterisk.Heard("record"), 600, 2);
        }, MatrixNotes.Sent);

    [AsteriskFact]
    public Task We_hand_its_caller_over_to_an_extension_that_we_have_called() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.AttendedTransfer], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.CommandAsync($"channel originate Local/talk@out/n application Dial PJSIP/ast-attended/{_node.Uri("echo")}");
            Assert.Equal(("succeeded", "replaces", (int?)200), await _node.TransferAsync("ast-attended", "heard-attended", "attended"));
            Assert.Equal("transferred", (await _node.EndedByAsync("ast-attended", "operator")).EndReason!.Code);
            await Task.Delay(3600);
            await asterisk.CommandAsync("channel request hangup all");
            await Task.Delay(500);
            ToneProof.AtTheEnd(asterisk.Heard("heard-attended"), 440, 2);
        }, MatrixNotes.WeSend);

    [AsteriskFact]
    public Task A_busy_extension_leaves_its_caller_with_us() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.WeHangUp], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.DialAsync("ast-busy", _node.Uri("tone"), "play.ast-busy");
            Assert.Equal(("failed", "bridge", (int?)486), await _node.TransferAsync("ast-busy", "busy", "attended"));
            await Task.Delay(2600);
            await _node.HangUpAsync("ast-busy");
            await _node.EndedByAsync("ast-busy", "operator");
            await Task.Delay(300);
            ToneProof.AtTheEnd(asterisk.Heard("ast-busy"), 600, 2);
        });

    [AsteriskFact]
    public Task Its_refusals_are_told_to_the_caller_that_we_put_through() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.CallOut], async () =>
        {
            await pbx.StartedAsync();
            using var bank = new PhoneBank();
            Assert.Equal(486, await bank.Add("to-busy", _node.Process.SipPort).DialAsync("asterisk.busy"));
            Assert.Equal(404, await bank.Add("to-nobody", _node.Process.SipPort).DialAsync("asterisk.nobody"));
        });

    [AsteriskFact]
    public Task A_caller_is_joined_with_it_in_the_middle_of_a_call() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.CallOut], async () =>
        {
            await pbx.StartedAsync();
            using var bank = new PhoneBank();
            var phone = bank.Add("to-joined", _node.Process.SipPort);
            Assert.Equal(200, await phone.DialAsync("tone"));
            Assert.Equal(("succeeded", "bridge", (int?)200), await _node.TransferAsync("to-joined", "echo", "blind", "asterisk"));
            await phone.SayAsync(Sound.Tone(440, 3.6));
            ToneProof.AtTheEnd(phone.HeardSamples(), 440, 2);
            await phone.HangUpAsync();
            await _node.EndedByAsync("to-joined", "caller");
        });

    [AsteriskFact]
    public Task An_agent_calls_it_by_our_API() =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [Feature.CallOut], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            using var placed = await _node.Process.Api.SendAsync(
                HttpMethod.Post, "api/calls?wait=true", JsonContent.Create(new { to = "heard-agent", trunk = "asterisk", agent = "tone", callerId = "ast-agent" }));
            Assert.Contains("\"answered\"", await placed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await Task.Delay(3600);
            await _node.HangUpAsync("ast-agent");
            await _node.EndedByAsync("ast-agent", "operator");
            await Task.Delay(300);
            ToneProof.InEachSecond(asterisk.Heard("heard-agent"), 600, 2);

            using var busy = await _node.Process.Api.SendAsync(
                HttpMethod.Post, "api/calls?wait=true", JsonContent.Create(new { to = "busy", trunk = "asterisk", agent = "tone" }));
            Assert.Contains("\"sipStatus\":486", await busy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        });

    private async Task CalledAsync(string target)
    {
        await pbx.StartedAsync();
        await _node.EchoOfCallAsync(target);
    }

    private Task EchoesAsync(Feature[] features, string endpoint, string uri, string said) =>
        InteropMatrix.ProveAsync(Peer.Asterisk, features, async () =>
        {
            await EchoAsync(await pbx.StartedAsync(), endpoint, uri);
            await _node.SaidAsync(endpoint, said);
        });

    private Task KeysAsync(Feature feature, string endpoint) =>
        InteropMatrix.ProveAsync(Peer.Asterisk, [feature], async () =>
        {
            var asterisk = await pbx.StartedAsync();
            await asterisk.DialAsync(endpoint, _node.Uri(MatrixNode.Keys), "keys");
            await Task.Delay(6500);
            await asterisk.HangUpAsync(endpoint);
            Assert.Equal("1239", await _node.KeysOfAsync(endpoint));
        });

    private async Task EchoAsync(AsteriskPeer asterisk, string endpoint, string uri)
    {
        await asterisk.DialAsync(endpoint, uri, "play." + endpoint);
        await Task.Delay(3600);
        await asterisk.HangUpAsync(endpoint);
        await _node.EndedByAsync(endpoint, "caller");
        await Task.Delay(300);
        ToneProof.InEachSecond(asterisk.Heard(endpoint), 440, 2);
    }

    /// <summary>One Asterisk for the class.</summary>
    public sealed class Pbx : MatrixColumn
    {
        private AsteriskPeer? _peer;

        public override async Task DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }

            await base.DisposeAsync();
        }

        internal async Task<AsteriskPeer> StartedAsync() =>
            _peer ??= await AsteriskPeer.StartAsync(Node);
    }
}
