using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Speech;

namespace Voxie.Interop;

/// <summary>The true path: a real SIP phone dials reception, a voice asks, the agent answers, the record holds it all.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class FirstCallTests(VoxieNode node) : IDisposable
{
    // Room for the greeting and for an answer.
    private const double GreetingSeconds = 10;
    private const double AnswerSeconds = 11;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Reception_understands_a_voice_and_answers_in_speech()
    {
        const string Question = "How much does a professional cleaning cost?";
        var human = Prompts.Named("vm-tocallback"); // "press 2 to call the person who sent this message"
        var said = Sound.Join(
            Sound.Silence(GreetingSeconds), await Voices.SayAsync(Question), Sound.Silence(AnswerSeconds), human.Samples, Sound.Silence(AnswerSeconds + 12));

        await using var caller = await BaresipPeer.StartAsync(_workspace, "first-caller", said);
        await caller.DialAsync(node.Process.Uri("reception"));
        await caller.SawAsync("CALL_ESTABLISHED", TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromSeconds((said.Length / (double)Wav.RateHz) - 4));
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", TimeSpan.FromSeconds(5));

        var record = await node.Process.Api.ClosedCallFromAsync("first-caller");
        Assert.Equal("caller_hangup", record.EndReason!.Code);
        Assert.Equal(2, record.CallerTurns.Count());
        var errors = WordErrors.Of(Question, record.CallerTurns.First().Text) + WordErrors.Of(human.Text, record.CallerTurns.Last().Text);
        Assert.True(errors.Edits <= 1, $"{errors.Edits} word errors\n{record}");
        Assert.Contains(record.AgentTurns, turn => turn.Text.Contains("85", StringComparison.Ordinal));
        Assert.All(record.AgentTurns, turn => Assert.Equal(turn.Text, turn.HeardText));

        await IsHeardAsync(record, caller.Heard());
    }

    [RootFact]
    public async Task Reception_understands_SIPp_playing_a_capture()
    {
        var said = Sound.Join(Sound.Silence(GreetingSeconds), await Voices.SayAsync("Where can I park my car?", 1), Sound.Silence(AnswerSeconds));
        Pcap.Write(_workspace.File("question.pcap"), said, payloadType: 8);
        using var tap = new Rtp.WireTap();
        var media = Ports.Take(4);

        await using var caller = SippPeer.Call(
            _workspace, node.Process, "reception", "sipp-caller", _workspace.File("question.pcap"), TimeSpan.FromSeconds(said.Length / 8000.0), media);
        Assert.True(await caller.ExitAsync(TimeSpan.FromSeconds(60)) == 0, caller.Output);

        var record = await node.Process.Api.ClosedCallFromAsync("sipp-caller");
        Assert.Equal("caller_hangup", record.EndReason!.Code);
        Assert.True(WordErrors.Of("Where can I park my car?", string.Join(' ', record.CallerTurns.Select(turn => turn.Text))).Edits <= 1, record.ToString());
        Assert.Contains(record.AgentTurns, turn => turn.Text.Contains("garage", StringComparison.OrdinalIgnoreCase));

        await IsHeardAsync(record, Sound.Join(tap.Rtp(targetPort: media).Where(packet => packet.IsAudio).Select(packet => packet.Samples())));
    }

    /// <summary>What was recorded at the caller's end, read back, is what the record says was heard: most of its words, the rest being slips of two engines.</summary>
    private static async Task IsHeardAsync(CallRecordView record, short[] recording)
    {
        using var recogniser = new Recogniser();
        var heard = await recogniser.ReadAsync(recording);
        var errors = WordErrors.Of(string.Join(' ', record.AgentTurns.Select(turn => turn.HeardText.Replace("$85", "85 dollars", StringComparison.Ordinal))), heard);
        Assert.True(errors.Rate <= 0.2, $"{errors.Rate:P0} word errors; recorded: {heard}\n{record}");
    }
}
