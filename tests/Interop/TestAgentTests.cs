using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>The test agents as a real SIP phone (baresip) hears them.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class TestAgentTests(VoxieNode node) : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("pcmu/8000/1")]
    [InlineData("pcma/8000/1")]
    public async Task The_tone_agent_is_heard_as_600_Hz_in_every_second(string codec)
    {
        await using var caller = await BaresipPeer.StartAsync(_workspace, "tone-caller", Sound.Silence(20), codec);
        await caller.DialAsync(node.Process.Uri("tone"));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(6000);
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));

        var heard = caller.Heard();
        Assert.InRange(heard.Length, 5 * Wav.RateHz, 8 * Wav.RateHz);
        // The first second holds the start of the jitter buffer, the last the hang-up.
        for (var second = 1; second < (heard.Length / Wav.RateHz) - 1; second++)
        {
            Assert.InRange(Sound.ToneShare(heard.AsSpan(second * Wav.RateHz, Wav.RateHz), 600), 0.95, 1.01);
        }

        var record = await node.Process.Api.ClosedCallFromAsync("tone-caller");
        Assert.Equal(("caller_hangup", "caller"), (record.EndReason!.Code, record.EndReason.Side));
    }

    [Fact]
    public async Task The_echo_agent_gives_back_what_it_hears()
    {
        var said = Sound.Join(Sound.Silence(1), Sound.Tone(440, 1), Sound.Silence(1), Sound.Tone(700, 1), Sound.Silence(12));
        await using var caller = await BaresipPeer.StartAsync(_workspace, "echo-caller", said);
        await caller.DialAsync(node.Process.Uri("echo"));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(5500);
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));

        var heard = caller.Heard();
        Assert.InRange(SecondsOf(heard, 440), 0.8, 1.1);
        Assert.InRange(SecondsOf(heard, 700), 0.8, 1.1);
        Assert.InRange(SecondsOf(heard, 550), 0, 0.05);
    }

    private static double SecondsOf(short[] samples, double hz) =>
        samples.Chunk(Sound.Frame * 5).Count(window => !Sound.IsSilent(window) && Sound.ToneShare(window, hz) > 0.9) * 0.1;
}
