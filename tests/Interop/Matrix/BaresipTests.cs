using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Matrix;

[Collection(MatrixTests.Name)]
public sealed class BaresipTests(MatrixNode node) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            await using var caller = await CallAsync("bs-plain", node.Uri("echo"));
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await node.EndedByAsync("bs-plain", "caller");
        });

    [RootFact]
    public Task A_call_is_held_and_resumed_and_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Baresip, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp], async () =>
        {
            using var tap = new WireTap();
            await using var caller = await CallAsync("bs-hold", node.Uri("echo"));
            await Task.Delay(500);
            await caller.HoldAsync();
            await Task.Delay(500);
            var resumed = Stopwatch.GetTimestamp();
            await caller.ResumeAsync();
            await Task.Delay(2800);
            await node.HangUpAsync("bs-hold");
            await caller.SawAsync("CALL_CLOSED", Soon);
            ToneProof.OnTheWire(tap, caller.RtpPorts, resumed, 440, 2);
            await node.EndedByAsync("bs-hold", "operator");
        });

    private async Task<BaresipPeer> CallAsync(string user, string uri, BaresipSettings? settings = null)
    {
        var caller = await BaresipPeer.StartAsync(_workspace, user, Sound.Tone(440, 30), settings: settings);
        await caller.DialAsync(uri);
        await caller.SawAsync("CALL_ESTABLISHED", Soon);
        return caller;
    }
}
