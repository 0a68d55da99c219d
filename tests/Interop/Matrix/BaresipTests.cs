using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

[Collection("interop matrix: Baresip")]
public sealed class BaresipTests(MatrixColumn column) : IClassFixture<MatrixColumn>, IDisposable
{
    private readonly MatrixNode _node = column.Node;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            await using var caller = await CallAsync("bs-plain", _node.Uri("echo"));
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync("bs-plain", "caller");
        });

    [RootFact]
    public Task A_call_is_held_and_resumed_and_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp], async () =>
        {
            using var tap = new WireTap();
            await using var caller = await CallAsync("bs-hold", _node.Uri("echo"));
            await Task.Delay(500);
            await caller.HoldAsync();
            await Task.Delay(500);
            var resumed = Stopwatch.GetTimestamp();
            await caller.ResumeAsync();
            await Task.Delay(2800);
            await _node.HangUpAsync("bs-hold");
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.OnTheWire(tap, caller.RtpPorts, resumed, 440, 2);
            await _node.EndedByAsync("bs-hold", "operator");
        });

    [Fact]
    public Task It_calls_by_TCP() => EchoesAsync([Feature.Tcp], "bs-tcp", _node.TcpUri("echo"), "SIP/2.0/TCP");

    [Fact]
    public Task It_calls_by_TLS() => EchoesAsync([Feature.Tls], "bs-tls", _node.TlsUri("echo"), "SIP/2.0/TLS", new BaresipSettings
    {
        Configuration = $"sip_certificate {_node.Certificates.PeerBoth}\nsip_cafile {_node.Certificates.Authority}",
    });

    [Fact]
    public Task It_calls_by_IPv6() => EchoesAsync([Feature.IPv6], "bs-ipv6", _node.IPv6Uri("echo"), "IN IP6 ::1", new BaresipSettings { Host = "[::1]" });

    [Fact]
    public Task It_shows_a_password() => EchoesAsync([Feature.DigestIn], "bs-digest", _node.Uri("echo"), "Authorization: Digest", new BaresipSettings
    {
        Host = MatrixLines.BaresipDigestHost, Account = $";auth_user={MatrixLines.User};auth_pass={MatrixLines.Password}",
    });

    [Fact]
    public Task Keys_are_heard_from_INFO() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.DtmfInfo], async () =>
        {
            await using var caller = await CallAsync("bs-info", _node.Uri(MatrixNode.Keys), new BaresipSettings { Account = ";dtmfmode=info" });
            foreach (var key in "1239")
            {
                await caller.PressAsync(key);
                await Task.Delay(350);
            }

            await Task.Delay(2500);
            await caller.HangUpAsync();
            Assert.Equal("1239", await _node.KeysOfAsync("bs-info"));
        });

    [Fact]
    public Task We_call_it() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.CallOut], async () =>
        {
            await using var called = await BaresipPeer.StartAsync(_workspace, "called", Sound.Tone(700, 30), settings: Called(";answermode=auto"));
            using var bank = new PhoneBank();
            var phone = bank.Add("to-bs", _node.Process.SipPort);
            Assert.Equal(200, await phone.DialAsync("baresip.called"));
            await phone.SayAsync(Sound.Tone(440, 3.6));
            await phone.HangUpAsync();
            await called.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(phone.HeardSamples(), 700, 2);
            ToneProof.InEachSecond(called.Heard(), 440, 2);
        });

    [Fact]
    public Task A_call_is_cancelled() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.Cancel], async () =>
        {
            await using var called = await BaresipPeer.StartAsync(_workspace, "called", Sound.Silence(30), settings: Called(""));
            await _node.CancelledAsync(_workspace, "baresip.called", () => called.SawAsync("CALL_INCOMING", Soon));
            await called.SawAsync("CALL_CLOSED", Soon);
        });

    [RootFact]
    public Task It_transfers_us_to_another_phone() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.BlindTransfer], async () =>
        {
            await using var called = await BaresipPeer.StartAsync(_workspace, "called", Sound.Silence(30), settings: Called(";answermode=auto"));
            await using var caller = await CallAsync("bs-transfer", _node.Uri("tone"), new BaresipSettings { Host = MatrixLines.BaresipHost });
            await caller.TransferAsync($"sip:called@{MatrixLines.BaresipHost}:{_node.Lines.Baresip}");
            await called.SawAsync("CALL_ESTABLISHED", Soon);
            await Task.Delay(3800);
            await _node.HangUpAsync("bs-transfer");
            await called.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(called.Heard(), 600, 2);
        }, MatrixNotes.Sent);

    private BaresipSettings Called(string account) => new() { Host = MatrixLines.BaresipHost, SipPort = _node.Lines.Baresip, Account = account };

    private Task EchoesAsync(Feature[] features, string user, string uri, string said, BaresipSettings? settings = null) =>
        InteropMatrix.ProveAsync(Peer.Baresip, features, async () =>
        {
            await using var caller = await CallAsync(user, uri, settings);
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await _node.EndedByAsync(user, "caller");
            await _node.SaidAsync(user, said);
        });

    private async Task<BaresipPeer> CallAsync(string user, string uri, BaresipSettings? settings = null)
    {
        var caller = await BaresipPeer.StartAsync(_workspace, user, Sound.Tone(440, 30), settings: settings);
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
}
