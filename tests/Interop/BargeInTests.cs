using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;
using Voxie.Interop.Speech;

namespace Voxie.Interop;

/// <summary>The caller speaks over the agent: judged on the wire, packet by packet, whatever the peer.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class BargeInTests(VoxieNode node) : IDisposable
{
    private const double BeforeQuestion = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(300);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [RootFact]
    public async Task The_agent_falls_silent_when_baresip_speaks_over_it()
    {
        var (said, bargeIn) = await InterruptingAsync();
        using var tap = new WireTap();
        await using var caller = await BaresipPeer.StartAsync(_workspace, "interrupting-baresip", said);
        await caller.DialAsync(node.Process.Uri(VoxieNode.BriefReception));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromSeconds(bargeIn + 5));
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));

        var mine = tap.Rtp().First(packet => packet.SourcePort >= caller.RtpPort && packet.SourcePort < caller.RtpPort + 40).SourcePort;
        await JudgeAsync(tap, mine, bargeIn, "interrupting-baresip");
    }

    [RootFact]
    public async Task The_agent_falls_silent_when_SIPp_speaks_over_it()
    {
        var (said, bargeIn) = await InterruptingAsync();
        Pcap.Write(_workspace.File("interrupting.pcap"), said, payloadType: 8);
        using var tap = new WireTap();
        var media = Ports.Take(4);
        await using var caller = SippPeer.Call(
            _workspace, node.Process, VoxieNode.BriefReception, "interrupting-sipp", _workspace.File("interrupting.pcap"), TimeSpan.FromSeconds(bargeIn + 5), media);
        Assert.True(await caller.ExitAsync(TimeSpan.FromSeconds(60)) == 0, caller.Output);

        await JudgeAsync(tap, media, bargeIn, "interrupting-sipp");
    }

    /// <summary>A question with a long answer, and four seconds after its end a second one. Returns when that begins, in seconds.</summary>
    private static async Task<(short[] Said, double BargeIn)> InterruptingAsync()
    {
        var question = await Voices.SayAsync("What services do you offer?");
        var before = Sound.Join(Sound.Silence(BeforeQuestion), question, Sound.Silence(4));
        var over = await Voices.SayAsync("Hold on a moment please, I would like to know where I can park my car.");
        return (Sound.Join(before, over, Sound.Silence(20)), before.Length / (double)Wav.RateHz);
    }

    private async Task JudgeAsync(WireTap tap, int callerPort, double bargeIn, string user)
    {
        var sent = tap.Rtp(sourcePort: callerPort).Where(packet => packet.IsAudio).ToList();
        var heard = tap.Rtp(targetPort: callerPort).Where(packet => packet.IsAudio).ToList();

        // The interruption begins at the first loud packet in the second half of the pause before it.
        var start = sent[0].At + (long)((bargeIn - 1) * Stopwatch.Frequency);
        var onset = sent.First(packet => packet.At > start && Sound.LevelDbfs(packet.Samples()) > -35).At;
        Assert.True(heard.Any(packet => packet.At < onset && Stopwatch.GetElapsedTime(packet.At, onset) < Limit && !packet.IsSilent()), "the agent was speaking");
        var quiet = heard.First(packet => packet.At > onset && IsQuietFrom(heard, packet)).At;
        Assert.InRange(Stopwatch.GetElapsedTime(onset, quiet), TimeSpan.Zero, Limit);

        var record = await node.Process.Api.ClosedCallFromAsync(user);
        Assert.Contains(record.AgentTurns, turn => turn.Interrupted);
        var cut = record.AgentTurns.First(turn => turn.Interrupted); // The hang-up may cut a later one.
        Assert.True(cut.HeardText.Length < cut.Text.Length, record.ToString());
        Assert.StartsWith(cut.HeardText.TrimEnd('.', ',', ' '), cut.Text, StringComparison.Ordinal);
    }

    /// <summary>Nothing loud in this packet nor in the half second after it.</summary>
    private static bool IsQuietFrom(List<TappedPacket> heard, TappedPacket first) =>
        heard.Where(packet => packet.At >= first.At && Stopwatch.GetElapsedTime(first.At, packet.At) < TimeSpan.FromMilliseconds(500)).All(packet => packet.IsSilent());
}
