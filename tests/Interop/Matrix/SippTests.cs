using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

/// <summary>SIPp says each message of the RFC literally: what phones never do in one version is tried here.</summary>
[Collection(MatrixTests.Name)]
public sealed class SippTests(MatrixNode node) : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [RootFact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            var call = new SippScenario("sipp-plain");
            call.Invite(call.Sdp()).Answered().Ack().Play(Tone()).Pause(3.5).Bye();
            await EchoedAsync(call, "echo", 2);
            await node.EndedByAsync("sipp-plain", "caller");
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
            await node.EndedByAsync("sipp-hold", "operator");
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
            Assert.Equal("1239", await node.KeysOfAsync("sipp-info"));
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

    private async Task PlayedAsync(SippScenario scenario, string target, string? hangUpFrom = null, SippSettings? settings = null)
    {
        await using var sipp = SippPeer.Run(_workspace, scenario, "127.0.0.1", node.Process.SipPort, target, settings ?? new SippSettings());
        if (hangUpFrom is not null)
        {
            await Task.Delay(4200);
            await node.HangUpAsync(hangUpFrom);
        }

        Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(45)) == 0, Fault(sipp.Output));
    }

    /// <summary>Runs it, and finds what it played in what comes back, on the wire.</summary>
    private async Task EchoedAsync(SippScenario scenario, string target, int seconds, string? hangUpFrom = null)
    {
        var settings = new SippSettings();
        using var tap = new WireTap();
        await PlayedAsync(scenario, target, hangUpFrom, settings);
        var heard = Sound.Join(tap.Rtp(targetPort: settings.MediaPort).Where(packet => packet.IsAudio).Select(packet => packet.Samples()));
        var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
        ToneProof.InEachSecond(heard[tone.Start..tone.End], 440, seconds);
    }

    /// <summary>SIPp's own complaint, first.</summary>
    private static string Fault(string output) =>
        (output.Split('\n').FirstOrDefault(line => line.Contains("Aborting", StringComparison.Ordinal) || line.Contains("nexpected", StringComparison.Ordinal)) ?? "SIPp's call failed") + "\n" + output;
}
