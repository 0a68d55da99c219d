using System.Globalization;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

[Collection("interop matrix: Linphone")]
public sealed class LinphoneTests(MatrixColumn column) : IClassFixture<MatrixColumn>, IDisposable
{
    private readonly MatrixNode _node = column.Node;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-plain", Sound.Tone(440, 30));
            await caller.DialAsync(_node.Uri("echo"));
            await Task.Delay(4300);
            await caller.HangUpAsync();
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync("lp-plain", "caller");
        });

    [Fact]
    public Task A_call_is_held_and_resumed_and_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-hold", Sound.Tone(440, 30));
            await caller.DialAsync(_node.Uri("echo"));
            await Task.Delay(1000);
            await caller.CommandAsync("pause");
            await caller.SawAsync("is now paused", Soon);
            await Task.Delay(500);
            await caller.CommandAsync("resume 1");
            await caller.SawAsync("Media streams established", Soon, times: 2);
            await Task.Delay(3500);
            await _node.HangUpAsync("lp-hold");
            await caller.SawAsync(" ended (", Soon);
            ToneProof.AtTheEnd(caller.Heard(), 440, 2);
            await _node.EndedByAsync("lp-hold", "operator");
        });

    [Fact]
    public Task Keys_are_heard_as_telephone_events() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.DtmfEvents], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-keys", Sound.Silence(30));
            await caller.DialAsync(_node.Uri(MatrixNode.Keys));
            await Task.Delay(500);
            foreach (var key in "1239")
            {
                await caller.CommandAsync(key.ToString());
                await Task.Delay(400);
            }

            await Task.Delay(2500);
            await caller.HangUpAsync();
            Assert.Equal("1239", await _node.KeysOfAsync("lp-keys"));
        });

    [Fact]
    public Task It_calls_by_TCP() => EchoesAsync([Feature.Tcp], "lp-tcp", _node.TcpUri("echo"), "SIP/2.0/TCP");

    [Fact]
    public Task It_calls_by_TLS() =>
        EchoesAsync([Feature.Tls], "lp-tls", _node.TlsUri("echo", "localhost"), "SIP/2.0/TLS", authority: _node.Certificates.Authority);

    [Fact]
    public Task It_calls_by_IPv6() => EchoesAsync([Feature.IPv6], "lp-ipv6", _node.IPv6Uri("echo"), "IN IP6", "::1");

    [Fact]
    public Task It_shows_a_password() =>
        EchoesAsync([Feature.DigestIn], "lp-digest", _node.Uri("echo"), "Authorization:", MatrixLines.LinphoneDigestHost, $"""
            [auth_info_0]
            username=lp-digest
            userid={MatrixLines.User}
            passwd={MatrixLines.Password}
            realm=voxie
            """);

    [Fact]
    public Task We_call_it() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.CallOut], async () =>
        {
            await using var called = await CalledAsync();
            await called.CommandAsync("autoanswer enable");
            using var bank = new PhoneBank();
            var phone = bank.Add("to-lp", _node.Process.SipPort);
            Assert.Equal(200, await phone.DialAsync("linphone.called"));
            await phone.SayAsync(Sound.Tone(440, 4.2));
            await phone.HangUpAsync();
            await called.SawAsync(" ended (", Soon);
            ToneProof.InEachSecond(phone.HeardSamples(), 700, 2);
            ToneProof.InEachSecond(called.Heard(), 440, 2);
        });

    [Fact]
    public Task A_call_is_cancelled() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.Cancel], async () =>
        {
            await using var called = await CalledAsync();
            await _node.CancelledAsync(_workspace, "linphone.called", () => called.SawAsync("eceiving new incoming call", Soon));
            await called.SawAsync(" ended (", Soon);
        });

    [Fact]
    public Task It_transfers_us_to_a_phone_that_it_has_called() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.AttendedTransfer], async () =>
        {
            await using var called = await CalledAsync();
            await called.CommandAsync("autoanswer enable");
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-attended", Sound.Silence(60), MatrixLines.LinphoneHost);
            await caller.DialAsync(_node.Uri("tone"));
            await caller.CommandAsync("pause");
            await caller.SawAsync("is now paused", Soon);
            await caller.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"call sip:called@{MatrixLines.LinphoneHost}:{_node.Lines.Linphone}"));
            await caller.SawAsync("Media streams established", Soon, times: 2);
            await caller.CommandAsync("transfer 1 --to-call 2");
            await called.SawAsync("Media streams established", Soon, times: 2);
            await Task.Delay(3600);
            await _node.HangUpAsync("lp-attended");
            await _node.EndedByAsync("lp-attended", "operator");
            await called.SawAsync(" ended (", Soon, times: 2);
            ToneProof.AtTheEnd(called.Heard(), 600, 2);
        }, MatrixNotes.Sent);

    private Task<LinphonePeer> CalledAsync() =>
        LinphonePeer.StartAsync(_workspace, "called", Sound.Tone(700, 30), MatrixLines.LinphoneHost, sipPort: _node.Lines.Linphone);

    private Task EchoesAsync(Feature[] features, string user, string uri, string said, string host = "127.0.0.1", string configuration = "", string authority = "") =>
        InteropMatrix.ProveAsync(Peer.Linphone, features, async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, user, Sound.Tone(440, 30), host, configuration, authority: authority);
            await caller.DialAsync(uri);
            await Task.Delay(4300);
            await caller.HangUpAsync();
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync(user, "caller");
            await _node.SaidAsync(user, said);
        });
}
