using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

[Collection(MatrixTests.Name)]
public sealed class LinphoneTests(MatrixNode node) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task A_call_is_answered_and_hung_up_by_the_caller() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.Udp, Feature.Answer, Feature.PeerHangsUp], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-plain", Sound.Tone(440, 30));
            await caller.DialAsync(node.Uri("echo"));
            await Task.Delay(4300);
            await caller.HangUpAsync();
            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            await node.EndedByAsync("lp-plain", "caller");
        });

    [Fact]
    public Task A_call_is_held_and_resumed_and_hung_up_by_us() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.Hold, Feature.ReInvite, Feature.WeHangUp], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-hold", Sound.Tone(440, 30));
            await caller.DialAsync(node.Uri("echo"));
            await Task.Delay(1000);
            await caller.CommandAsync("pause");
            await caller.SawAsync("is now paused", Soon);
            await Task.Delay(500);
            await caller.CommandAsync("resume 1");
            await caller.SawAsync("Media streams established", Soon, times: 2);
            await Task.Delay(3500);
            await node.HangUpAsync("lp-hold");
            await caller.SawAsync(" ended (", Soon);
            ToneProof.AtTheEnd(caller.Heard(), 440, 2);
            await node.EndedByAsync("lp-hold", "operator");
        });

    [Fact]
    public Task Keys_are_heard_as_telephone_events() =>
        InteropMatrix.ProveAsync(Peer.Linphone, [Feature.DtmfEvents], async () =>
        {
            await using var caller = await LinphonePeer.StartAsync(_workspace, "lp-keys", Sound.Silence(30));
            await caller.DialAsync(node.Uri(MatrixNode.Keys));
            await Task.Delay(500);
            foreach (var key in "1239")
            {
                await caller.CommandAsync(key.ToString());
                await Task.Delay(400);
            }

            await Task.Delay(2500);
            await caller.HangUpAsync();
            Assert.Equal("1239", await node.KeysOfAsync("lp-keys"));
        });
}
