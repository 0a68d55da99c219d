using Voxie.Interop.Audio;
using Voxie.Interop.Conversations;
using Voxie.Interop.Harness;
using Voxie.Interop.Matrix;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Keys pressed in a conversation stand in the record, each once (RFC 4733); # ends an entry and is no part of it.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class DigitTests(VoxieNode node) : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly PhoneBank _bank = new();

    public void Dispose()
    {
        _bank.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public Task Keys_pressed_on_baresip_are_in_the_record() => InteropMatrix.ProveAsync(Peer.Baresip, [Feature.DtmfEvents], async () =>
    {
        await using var caller = await BaresipPeer.StartAsync(_workspace, "pressing-baresip", Sound.Silence(30));
        await caller.DialAsync(node.Process.Uri(VoxieNode.BriefReception));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(2500);
        foreach (var key in "1239#")
        {
            await caller.PressAsync(key);
            await Task.Delay(350);
        }

        await Task.Delay(4000);
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));
        Assert.Equal("1239", DigitsOf(await node.Process.Api.ClosedCallFromAsync("pressing-baresip")));
    });

    /// <summary>The end of each event is sent three times, as the RFC asks: still one digit.</summary>
    [Fact]
    public async Task A_key_whose_end_is_repeated_counts_once()
    {
        using var phone = await Line.DialAsync(node.Process, _bank, "pressing-phone", VoxieNode.BriefReception);
        await phone.HearOutAsync(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        foreach (var key in "5577*")
        {
            phone.Press(key);
            await Task.Delay(200);
        }

        await Task.Delay(4000);
        await phone.HangUpAsync();
        Assert.Equal("5577*", DigitsOf(await node.Process.Api.ClosedCallFromAsync("pressing-phone")));
    }

    private static string DigitsOf(CallRecordView record) => string.Concat(record.CallerTurns.SelectMany(turn => turn.Text.Where(c => !char.IsWhiteSpace(c))));
}
