using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>The node as an extension of somebody else's exchange: Kamailio and SIPp ask for digests, take registrations and send calls.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Workspace _workspace = new();
    private readonly PhoneBank _bank = new();
    private VoxieProcess _node = null!;

    public async Task InitializeAsync() => _node = await VoxieProcess.StartAsync(_workspace);

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _bank.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task An_extension_of_Kamailio_registers_refreshes_is_called_and_takes_leave()
    {
        await using var kamailio = await KamailioRegistrar.StartAsync(_workspace, longestExpires: 6);
        await _node.Api.CopyAgentAsync("echo", "1001", null);
        await AddTrunkAsync("pbx", kamailio.Port, "1001", KamailioRegistrar.Password);
        await HealthAsync("pbx", health => Text(health, "line") == "registered" && Text(health, "reach") == "up");

        await Wait.UntilAsync(() => Granted(kamailio) >= 3, Patience, "two refreshes");
        Assert.Equal(1, kamailio.Notes.Count(note => note == "REGISTER 1001 refused")); // the nonce was used again

        var phone = _bank.Add("phone-in", kamailio.Port);
        Assert.Equal(200, await phone.DialAsync("1001"));
        Assert.Contains(kamailio.Notes, note => note.StartsWith(Invariant($"call goes to sip:1001@127.0.0.1:{_node.SipPort};line="), StringComparison.Ordinal));
        await EchoesAsync(phone);
        await phone.HangUpAsync();
        Assert.Equal("caller_hangup", (await _node.Api.ClosedCallFromAsync("phone-in")).EndReason!.Code);

        _node.Terminate();
        Assert.Equal(0, await _node.ExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("REGISTER 1001 expires 0", kamailio.Notes);
    }

    [Fact]
    public async Task A_wrong_password_and_a_dead_registrar_are_told_apart()
    {
        await using var kamailio = await KamailioRegistrar.StartAsync(_workspace);
        await AddTrunkAsync("wrong", kamailio.Port, "1002", "guess");
        await AddTrunkAsync("dead", Ports.Take(), "1003", "any");
        var health = await HealthAsync("wrong", health => Text(health, "line") == "refused");
        Assert.Contains("does not accept user or password", Text(health, "lineReason"), StringComparison.Ordinal);
        Assert.DoesNotContain("guess", health.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, kamailio.Notes.Count(note => note == "REGISTER 1002 refused")); // once without, once with: not again and again

        Assert.Equal("trying", Text(await HealthAsync("dead", _ => true), "line"));
    }

    [Fact]
    public async Task A_call_out_through_Kamailio_answers_its_challenge_and_is_heard_both_ways()
    {
        var callee = Ports.Take();
        await using var kamailio = await KamailioRegistrar.StartAsync(_workspace, calleePort: callee);
        var scenario = _workspace.File("callee.xml");
        await File.WriteAllTextAsync(scenario, Callee);
        await using var sipp = ChildProcess.Start("sipp",
        [
            "-sf", scenario, "-rtp_echo", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", Invariant($"{callee}"), "-mp", Invariant($"{Ports.Take(4)}"),
            "-m", "1", "-nostdin", "-timeout", "60",
        ], folder: _workspace.Folder);
        await AddTrunkAsync("pbx", kamailio.Port, "1001", KamailioRegistrar.Password);
        await PutAsync("api/routes", new { routes = new[] { new { name = "out", when = new { user = "callee" }, dial = new { trunk = "pbx" } } } });

        var phone = _bank.Add("caller-out", _node.SipPort);
        Assert.Equal(200, await phone.DialAsync("callee"));
        await EchoesAsync(phone);
        await phone.HangUpAsync();
        Assert.Equal(0, await sipp.ExitAsync(Patience));
        Assert.Single(kamailio.Notes, note => note.EndsWith("challenged", StringComparison.Ordinal));
        Assert.Single(kamailio.Notes, note => note.EndsWith("authorised as 1001", StringComparison.Ordinal));
        // RFC 3261 22.1: the ACK cannot be challenged, so it carries the credentials of its INVITE.
        Assert.Contains(kamailio.Notes, note => note.StartsWith("ACK in dialog, credentials ", StringComparison.Ordinal) && !note.EndsWith(" 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIPp_as_registrar_verifies_our_digest()
    {
        var port = Ports.Take();
        var scenario = _workspace.File("registrar.xml");
        await File.WriteAllTextAsync(scenario, Registrar);
        await using var sipp = ChildProcess.Start("sipp",
            ["-sf", scenario, "-i", "127.0.0.1", "-p", Invariant($"{port}"), "-m", "1", "-nostdin", "-timeout", "30", "-timeout_error"], folder: _workspace.Folder);
        await AddTrunkAsync("sipp", port, "1004", "another secret", ping: false);
        Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(35)) == 0, sipp.Output);
    }

    /// <summary>Registers once with a digest that SIPp verifies, asks for a longer time first, and takes the refresh.</summary>
    private const string Registrar = """
        <?xml version="1.0" encoding="ISO-8859-1" ?>
        <scenario name="registrar">
          <Global variables="dummy"/>
          <Reference variables="dummy"/>
          <recv request="REGISTER"/>
          <send><![CDATA[
            SIP/2.0 423 Interval Too Brief
            [last_Via:]
            [last_From:]
            [last_To:];tag=registrar[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            Min-Expires: 900
            Content-Length: 0

          ]]></send>
          <recv request="REGISTER"/>
          <send><![CDATA[
            SIP/2.0 401 Unauthorized
            [last_Via:]
            [last_From:]
            [last_To:];tag=registrar[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            WWW-Authenticate: Digest realm="sipp", nonce="47ebe028cda119c35d4877b383027d28da013815", algorithm=MD5, qop="auth"
            Content-Length: 0

          ]]></send>
          <recv request="REGISTER">
            <action><verifyauth assign_to="right" username="1004" password="another secret"/></action>
          </recv>
          <nop hide="true" test="right" next="accept"/>
          <send><![CDATA[
            SIP/2.0 403 Forbidden
            [last_Via:]
            [last_From:]
            [last_To:];tag=registrar[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

          ]]></send>
          <recv request="NEVER"/>
          <label id="accept"/>
          <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:];tag=registrar[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            [last_Contact:];expires=10
            Content-Length: 0

          ]]></send>
          <recv request="REGISTER"/>
          <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:];tag=registrar[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            [last_Contact:];expires=3600
            Content-Length: 0

          ]]></send>
        </scenario>
        """;

    /// <summary>Answers one call by way of the proxies that it came by, and echoes its audio.</summary>
    private const string Callee = """
        <?xml version="1.0" encoding="ISO-8859-1" ?>
        <scenario name="callee">
          <recv request="INVITE"/>
          <send retrans="500"><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_Record-Route:]
            [last_From:]
            [last_To:];tag=callee[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            Contact: <sip:callee@[local_ip]:[local_port]>
            Content-Type: application/sdp
            Content-Length: [len]

            v=0
            o=callee 1 1 IN IP4 [local_ip]
            s=-
            c=IN IP4 [media_ip]
            t=0 0
            m=audio [media_port] RTP/AVP 0
            a=rtpmap:0 PCMU/8000
          ]]></send>
          <recv request="ACK"/>
          <recv request="BYE"/>
          <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

          ]]></send>
        </scenario>
        """;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int Granted(KamailioRegistrar kamailio) => kamailio.Notes.Count(note => note == "REGISTER 1001 expires 60");

    private static string? Text(JsonNode health, string name) => health[name]?.GetValue<string>();

    private static async Task EchoesAsync(TestPhone phone)
    {
        await phone.SayAsync(Sound.Tone(600, 1));
        await Task.Delay(400);
        Assert.True(phone.HeardSamples().Chunk(800).Count(part => Sound.ToneShare(part, 600) > 0.9) >= 7, "the tone comes back");
    }

    private Task AddTrunkAsync(string id, int port, string user, string password, bool ping = true) => SendAsync(HttpMethod.Post, "api/trunks", new
    {
        id,
        target = Invariant($"sip:127.0.0.1:{port}"),
        outbound = new { user, password },
        registration = new { registrar = Invariant($"sip:127.0.0.1:{port}"), user, expiresSeconds = 60 },
        pingSeconds = ping ? 5 : (int?)null,
        dialling = new { allow = new[] { "*" } },
    });

    private Task PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var response = await _node.Api.SendAsync(method, path, JsonContent.Create(body));
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private Task<JsonNode> HealthAsync(string trunk, Func<JsonNode, bool> until) => Wait.ForAsync(async () =>
    {
        var health = (await _node.Api.GetAsync("api/trunks/" + trunk))["health"]!;
        return until(health) ? health : null;
    }, Patience, $"health of {trunk}\n{_node.Log}");
}
