using System.Net;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

/// <summary>SIPp says each message of the RFC literally: what phones never do in one version is tried here.</summary>
[Collection("interop matrix: Sipp")]
public sealed class SippTests(MatrixColumn column) : IClassFixture<MatrixColumn>, IDisposable
{
    private readonly MatrixNode _node = column.Node;
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [RootFact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            var call = new SippScenario("sipp-plain");
            call.Invite(call.Sdp()).Answered().Ack().Play(Tone()).Pause(3.5).Bye();
            await EchoedAsync(call, "echo", 2);
            await _node.EndedByAsync("sipp-plain", "caller");
        });

    [RootFact]
    public Task A_call_is_held_and_resumed_and_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp], async () =>
        {
            var call = new SippScenario("sipp-hold");
            call.Invite(call.Sdp()).Answered().Ack();
            call.Invite(call.Sdp("sendonly")).Answered("a=recvonly").Ack();
            call.Invite(call.Sdp("inactive")).Answered("a=inactive").Ack();
            call.Invite(call.Sdp()).Answered("a=sendrecv").Ack().Play(Tone());
            call.Expect("BYE").Respond("200 OK");
            await EchoedAsync(call, "echo", 2, hangUpFrom: "sipp-hold");
            await _node.EndedByAsync("sipp-hold", "operator");
        });

    [RootFact]
    public Task An_INVITE_without_an_offer_gets_one() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.DelayedOffer], async () =>
        {
            var call = new SippScenario("sipp-late");
            call.Invite(null).Answered("m=audio", "a=sendrecv").Ack(call.Sdp()).Play(Tone()).Pause(3.5).Bye();
            await EchoedAsync(call, "echo", 2);
        });

    [RootFact]
    public Task A_re_INVITE_without_an_offer_gets_one() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.ReInvite, Feature.DelayedOffer], async () =>
        {
            var call = new SippScenario("sipp-late-again");
            call.Invite(call.Sdp()).Answered().Ack();
            call.Invite(null).Answered("m=audio").Ack(call.Sdp()).Play(Tone()).Pause(3.5).Bye();
            await EchoedAsync(call, "echo", 2);
        });

    [Fact]
    public Task An_UPDATE_changes_the_session() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Update], async () =>
        {
            var call = new SippScenario("sipp-update");
            call.Invite(call.Sdp()).Answered("Allow:.*UPDATE").Ack();
            call.Request("UPDATE", call.Sdp("sendonly")).Receive(200, "a=recvonly");
            call.Request("UPDATE").Receive(200).Bye();
            await PlayedAsync(call, "echo");
        });

    [Fact]
    public Task Keys_are_heard_from_INFO() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.DtmfInfo], async () =>
        {
            var call = new SippScenario("sipp-info");
            call.Invite(call.Sdp()).Answered().Ack();
            foreach (var key in "1239")
            {
                call.Pause(0.3).Request("INFO", $"Signal={key}\nDuration=160\n", "application/dtmf-relay").Receive(200);
            }

            call.Pause(2.5).Bye();
            await PlayedAsync(call, MatrixNode.Keys);
            Assert.Equal("1239", await _node.KeysOfAsync("sipp-info"));
        });

    [Fact]
    public Task OPTIONS_are_answered() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.OptionsIn], async () =>
        {
            var question = new SippScenario("sipp-options");
            question.Request("OPTIONS").Receive(200, "Allow:.*INVITE", "Accept: *application/sdp");
            await PlayedAsync(question, "echo");
        });

    [Fact]
    public Task The_recorded_route_is_followed() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.RecordRoute], async () =>
        {
            var call = new SippScenario("sipp-route");
            call.Invite(call.Sdp(), "Record-Route: <sip:[local_ip]:[local_port];lr;side=a>").Answered("Record-Route: *<sip:.*;lr;side=a>").Ack();
            call.Expect("BYE", "Route: *<sip:.*;lr;side=a>").Respond("200 OK");
            await PlayedAsync(call, "echo", hangUpFrom: "sipp-route");
        });

    [Fact]
    public Task It_calls_by_TCP() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Tcp], async () =>
        {
            var call = new SippScenario("sipp-tcp");
            call.Invite(call.Sdp()).Answered("SIP/2.0/TCP").Ack().Pause(0.3).Bye();
            await PlayedAsync(call, "echo", settings: new SippSettings { Transport = "t1" });
        }, MatrixNotes.NoMedia);

    [Fact]
    public Task It_calls_by_IPv6() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.IPv6], async () =>
        {
            var call = new SippScenario("sipp-ipv6");
            call.Invite(call.Sdp()).Answered("IN IP6 ::1").Ack().Pause(0.3).Bye();
            await PlayedAsync(call, "echo", settings: new SippSettings { Host = "::1" }, host: "[::1]");
        }, MatrixNotes.NoMedia);

    [RootFact]
    public async Task Its_media_may_be_of_the_other_family_than_its_signalling()
    {
        var call = new SippScenario("sipp-mixed");
        call.Invite(call.Sdp()).Answered("c=IN IP4 127.0.0.1").Ack().Play(Tone()).Pause(3.5).Bye();
        await EchoedAsync(call, "echo", 2, settings: new SippSettings { Host = "::1", MediaHost = "127.0.0.1" }, host: "[::1]");
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("MD5,SHA-256")]
    public Task It_shows_a_password(string algorithms) =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.DigestIn], async () =>
        {
            var user = "sipp-digest-" + algorithms.Length;
            var call = new SippScenario(user);
            call.Invite(call.Sdp()).Refused(401, "WWW-Authenticate: *Digest.*algorithm=MD5");
            call.Invite(call.Sdp(), $"[authentication username={MatrixLines.User} password={MatrixLines.Password}]").Answered().Ack().Pause(0.3).Bye();
            await PlayedAsync(call, "echo", settings: new SippSettings
            {
                Host = algorithms == "MD5" ? MatrixLines.SippDigestHost : MatrixLines.SippBothDigestHost,
                // Left to itself it proves its password for the host, not for the user that it calls.
                Arguments = ["-auth_uri", _node.Uri("echo")["sip:".Length..]],
            });
            await _node.SaidAsync(user, "Authorization: Digest");
        });

    [Fact]
    public Task Reliable_ringing_is_sent_on_demand() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.ReliableProvisionals], async () =>
        {
            var call = new SippScenario("sipp-prack");
            call.Invite(call.Sdp(), "Require: 100rel").RungReliably().Answered().Ack().Pause(0.3).Bye();
            await PlayedAsync(call, "echo");
        });

    [Fact]
    public Task The_session_timer_is_negotiated_and_refreshed() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.SessionTimer], async () =>
        {
            var call = new SippScenario("sipp-timer");
            call.Invite(call.Sdp(), "Supported: timer", "Session-Expires: 30").Refused(422, "Min-SE: *90");
            call.Invite(call.Sdp(), "Supported: timer", "Session-Expires: 90;refresher=uac", "Min-SE: 90")
                .Answered("Session-Expires: *90; *refresher=uac", "Require:.*timer").Ack();
            call.Request("UPDATE", "", "", "Supported: timer", "Session-Expires: 90;refresher=uac").Receive(200, "Session-Expires: *90").Bye();
            await PlayedAsync(call, "echo");
        }, "Negotiation, 422 and a refresh; the expiry is tested on virtual time.");

    [Fact]
    public Task We_call_it_with_a_password() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.CallOut, Feature.DigestOut], () =>
        {
            var called = new SippScenario("called");
            called.Expect("INVITE").Respond("401 Unauthorized", "", "", "WWW-Authenticate: Digest realm=\"sipp\", nonce=\"abc\", qop=\"auth\", algorithm=MD5").Expect("ACK");
            called.Expect("INVITE", "Authorization: Digest.*username=\"voxie\"").Respond("180 Ringing").Respond("200 OK", called.Sdp()).Expect("ACK");
            called.Expect("BYE").Respond("200 OK");
            return CalledAsync(called);
        });

    [Fact]
    public Task Early_media_are_no_answer() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.EarlyMedia], () =>
        {
            var called = new SippScenario("called");
            called.Expect("INVITE").Respond("183 Session Progress", called.Sdp()).Pause(1).Respond("200 OK", called.Sdp()).Expect("ACK");
            called.Expect("BYE").Respond("200 OK");
            return CalledAsync(called);
        }, MatrixNotes.Early);

    [Fact]
    public Task A_call_that_it_sends_elsewhere_goes_there() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Redirect], () =>
        {
            var called = new SippScenario("called");
            called.Expect("INVITE").Respond("302 Moved Temporarily", "", "", "Contact: <sip:moved@[local_ip]:[local_port]>").Expect("ACK");
            called.Expect("INVITE", "INVITE sip:moved@").Respond("200 OK", called.Sdp()).Expect("ACK").Expect("BYE").Respond("200 OK");
            return CalledAsync(called);
        });

    [Fact]
    public Task A_call_is_cancelled() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Cancel], async () =>
        {
            var called = new SippScenario("called");
            called.Expect("INVITE").Respond("180 Ringing").Cancelled();
            await using var sipp = SippPeer.Run(_workspace, called, "127.0.0.1", _node.Process.SipPort, "nobody", Called());
            await _node.CancelledAsync(_workspace, "sipp.called", () => Task.Delay(100));
            Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(10)) == 0, Fault(sipp.Output));
        });

    [RootFact]
    public Task It_transfers_us_to_another_phone() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.BlindTransfer], async () =>
        {
            var called = new SippScenario("called");
            called.Expect("INVITE", "Referred-By: *<sip:boss@").Respond("200 OK", called.Sdp()).Expect("ACK").Expect("BYE").Respond("200 OK");
            var end = Called();
            using var tap = new WireTap(IPAddress.Parse(end.Host));
            await using var sipp = SippPeer.Run(_workspace, called, "127.0.0.1", _node.Process.SipPort, "nobody", end);
            var call = new SippScenario("sipp-transfer");
            call.Invite(call.Sdp()).Answered().Ack();
            call.Request("REFER", "", "", $"Refer-To: <sip:called@{MatrixLines.SippHost}:{_node.Lines.Sipp}>", "Referred-By: <sip:boss@example.com>").Receive(202);
            call.Expect("NOTIFY", "SIP/2.0 100").Respond("200 OK").Expect("NOTIFY", "SIP/2.0 200").Respond("200 OK");
            call.Expect("BYE").Respond("200 OK");
            await PlayedAsync(call, "tone", settings: new SippSettings { Host = MatrixLines.SippHost });
            await Task.Delay(3300);
            await _node.HangUpAsync("sipp-transfer");
            Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(10)) == 0, Fault(sipp.Output));
            ToneProof.OnTheWire(tap, end.MediaPort..(end.MediaPort + 1), 0, 600, 2);
        }, MatrixNotes.Sent);

    private SippSettings Called() => new() { Host = MatrixLines.SippHost, SipPort = _node.Lines.Sipp, EchoesMedia = true };

    /// <summary>A phone calls SIPp through us, and hears itself.</summary>
    private async Task CalledAsync(SippScenario called)
    {
        await using var sipp = SippPeer.Run(_workspace, called, "127.0.0.1", _node.Process.SipPort, "nobody", Called());
        await Task.Delay(300);
        try
        {
            await _node.EchoOfCallAsync("sipp.called");
        }
        catch (Exception failure) when (sipp.HasExited)
        {
            throw new InvalidOperationException(Fault(sipp.Output), failure);
        }

        Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(10)) == 0, Fault(sipp.Output));
    }

    /// <summary>A capture of three seconds of 440 Hz.</summary>
    private string Tone()
    {
        var file = _workspace.File("tone.pcap");
        if (!File.Exists(file))
        {
            Pcap.Write(file, Sound.Tone(440, 3.3), payloadType: 8);
        }

        return file;
    }

    private async Task PlayedAsync(SippScenario scenario, string target, string? hangUpFrom = null, SippSettings? settings = null, string host = "127.0.0.1")
    {
        await using var sipp = SippPeer.Run(_workspace, scenario, host, _node.Process.SipPort, target, settings ?? new SippSettings());
        if (hangUpFrom is not null)
        {
            await Task.Delay(4200);
            await _node.HangUpAsync(hangUpFrom);
        }

        Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(45)) == 0, Fault(sipp.Output));
    }

    /// <summary>Runs it, and finds what it played in what comes back, on the wire.</summary>
    private async Task EchoedAsync(
        SippScenario scenario, string target, int seconds, string? hangUpFrom = null, SippSettings? settings = null, string host = "127.0.0.1")
    {
        settings ??= new SippSettings();
        using var tap = new WireTap();
        await PlayedAsync(scenario, target, hangUpFrom, settings, host);
        var heard = Sound.Join(tap.Rtp(targetPort: settings.MediaPort).Where(packet => packet.IsAudio).Select(packet => packet.Samples()));
        var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
        ToneProof.InEachSecond(heard[tone.Start..tone.End], 440, seconds);
    }

    /// <summary>SIPp's own complaint, first.</summary>
    private static string Fault(string output) =>
        (output.Split('\n').FirstOrDefault(line => line.Contains("Aborting", StringComparison.Ordinal) || line.Contains("nexpected", StringComparison.Ordinal)) ?? "SIPp's call failed") + "\n" + output;
}
