using System.Net;
using System.Net.Http.Json;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Encrypted media with a phone whose SRTP is not ours (baresip, linphone), both ways, and refusals as SIPp sees them.</summary>
[Collection(OneAtATime.Name)]
public sealed class EncryptionTests(EncryptionTests.SecureNode node) : IClassFixture<EncryptionTests.SecureNode>, IDisposable
{
    private const string Key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("srtp-mand", 12)]
    [InlineData("srtp-mandf", 3.6)]
    [InlineData("srtp", 3.6)]
    [InlineData("dtls_srtp", 4.6)]
    public async Task A_phone_with_SRTP_hears_its_own_tone(string mode, double seconds)
    {
        var user = "bs-" + mode;
        await using var caller = await PhoneAsync(user, 440, mode);
        await caller.DialAsync(node.Process.Uri("echo"));
        await caller.SawAsync("CALL_ESTABLISHED", Soon);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", Soon);

        ToneProof.InEachSecond(caller.Heard(), 440, 2);
        var leg = (await RecordAsync(user))["leg"]!;
        Assert.StartsWith("AE", leg["encryption"]?.GetValue<string>() ?? "plain", StringComparison.Ordinal);
        Assert.Equal(mode == "dtls_srtp" ? "dtls" : "sdes", leg["keyExchange"]?.GetValue<string>());
        // Before its keys are in force and after, it says something by plain RTCP: one APP, one BYE. Of its media nothing is refused.
        Assert.InRange(leg["packetsUnauthenticated"]!.GetValue<int>(), 0, 2);
        Assert.Equal(0, leg["packetsRefused"]!.GetValue<int>());
        Assert.True(leg["packetsReceived"]!.GetValue<int>() > 40 * seconds, leg.ToJsonString());
        // A report of its own has come through by then.
        Assert.True(seconds < 10 || leg["remoteLost"] is not null, leg.ToJsonString());
    }

    [Fact]
    public async Task A_phone_whose_DTLS_is_not_OpenSSL_hears_its_own_tone()
    {
        await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-dtls", Sound.Tone(440, 30), configuration: "[sip]\nmedia_encryption=dtls");
        await caller.DialAsync(node.Process.Uri("echo"));
        await Task.Delay(4600);
        await caller.HangUpAsync();

        ToneProof.InEachSecond(caller.Heard(), 440, 2);
        var leg = (await RecordAsync("lp-dtls"))["leg"]!;
        Assert.Equal(("AES_CM_128_HMAC_SHA1_80", "dtls"), (leg["encryption"]?.GetValue<string>(), leg["keyExchange"]?.GetValue<string>()));
    }

    [Theory]
    [InlineData("srtp-mand", "sdes", "127.0.0.7")]
    [InlineData("dtls_srtp", "dtls", "127.0.0.9")]
    public async Task A_call_out_to_a_phone_with_SRTP_joins_both_sounds(string mode, string keys, string source)
    {
        await using var called = await PhoneAsync("221", 600, mode, ";answermode=auto");
        await node.TrunkAsync("out-" + keys, source, "required", $"sip:127.0.0.1:{called.SipPort}", keys);
        var user = "bs-plain-caller-" + keys;
        await using var caller = await PhoneAsync(user, 440, "");
        await caller.DialAsync(node.Process.Uri("call-out-" + keys));
        await called.SawAsync("CALL_ESTABLISHED", Soon);
        await Task.Delay(4000);
        await caller.HangUpAsync();
        await called.SawAsync("CALL_CLOSED", Soon);

        ToneProof.InEachSecond(caller.Heard(), 600, 2);
        ToneProof.InEachSecond(called.Heard(), 440, 2);
        var bridge = (await RecordAsync(user))["notes"]!.AsArray().Single(note => note!["kind"]!.GetValue<string>() == "bridge");
        Assert.StartsWith("AE", bridge!["data"]!["encryption"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(keys, bridge["data"]!["keyExchange"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("127.0.0.5", "RTP/AVP", "")]
    [InlineData("127.0.0.5", "RTP/SAVP", "")]
    [InlineData("127.0.0.5", "RTP/SAVP", $"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|1:4\n")]
    [InlineData("127.0.0.6", "RTP/SAVP", $"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}\n")]
    [InlineData("127.0.0.8", "RTP/SAVP", "")]
    [InlineData("127.0.0.8", "UDP/TLS/RTP/SAVP", "a=setup:actpass\n")]
    public async Task What_a_trunk_does_not_want_gets_488(string from, string profile, string crypto)
    {
        await node.TrunkAsync("in-required", "127.0.0.5", "required", null);
        await node.TrunkAsync("in-off", "127.0.0.6", "off", null);
        await node.TrunkAsync("in-optional", "127.0.0.8", "optional", null);
        var call = new SippScenario("sipp-refused");
        call.Invite(call.Sdp().Replace("RTP/AVP", profile, StringComparison.Ordinal).TrimEnd() + "\n" + crypto).Receive(488, "Warning: 302");

        await using var sipp = SippPeer.Run(_workspace, call, "127.0.0.1", node.Process.SipPort, "echo", new SippSettings { Host = from });
        Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(45)) == 0, sipp.Output);
    }

    private Task<BaresipPeer> PhoneAsync(string user, double hz, string mode, string account = "") =>
        BaresipPeer.StartAsync(_workspace, user, Sound.Tone(hz, 30), settings: new BaresipSettings
        {
            Account = (mode.Length > 0 ? ";mediaenc=" + mode : "") + account,
            Configuration = "module srtp.so\nmodule dtls_srtp.so",
        });

    private async Task<System.Text.Json.Nodes.JsonNode> RecordAsync(string from)
    {
        var record = await node.Process.Api.ClosedCallFromAsync(from);
        return await node.Process.Api.GetAsync("api/calls/" + record.Id);
    }

    /// <summary>A node whose trunks differ in their source address.</summary>
    public sealed class SecureNode : IAsyncLifetime
    {
        private readonly Workspace _workspace = new();

        internal VoxieProcess Process { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Process = await VoxieProcess.StartAsync(_workspace);
            string[] ways = ["sdes", "dtls"];
            var routes = new { routes = ways.Select(way => new { name = way, when = new { user = "call-out-" + way }, dial = new { trunk = "out-" + way, user = "221" } }) };
            using var response = await Process.Api.SendAsync(HttpMethod.Put, "api/routes", JsonContent.Create(routes));
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        public async Task DisposeAsync()
        {
            await Process.DisposeAsync();
            _workspace.Dispose();
        }

        /// <summary>Adds a trunk, once.</summary>
        internal async Task TrunkAsync(string id, string source, string srtp, string? target, string srtpKeys = "sdes")
        {
            var trunk = new { id, sources = new[] { source }, srtp, srtpKeys, target, dialling = new { allow = new[] { "*" } } };
            using var response = await Process.Api.SendAsync(HttpMethod.Post, "api/trunks", JsonContent.Create(trunk));
            Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict, await response.Content.ReadAsStringAsync());
        }
    }
}
