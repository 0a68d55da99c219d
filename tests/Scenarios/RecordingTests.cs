using Voxie.Pipeline.Recording;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>Recordings of whole conversations: when they begin, pause and end, and what the record says of it.</summary>
public sealed class RecordingTests
{
    private static string[] States(Stage stage) => [.. stage.Record.Notes.Where(note => note.Kind == "recording").Select(note => note.Data["state"])];

    private static Guid IdOf(Stage stage) => stage.Directory.List()[0].Id;

    [Fact]
    public void A_call_is_recorded_from_the_answer_to_the_end_both_sides() => VirtualTime.Run(async world =>
    {
        using var kept = new MemoryRecordings(world.Clock);
        var stage = new Stage(world) { Recordings = kept, Recording = new RecordingSettings() };
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("here I am");
        await stage.TurnsAsync(3);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();

        Assert.Equal(["started", "stopped"], States(stage));
        Assert.Contains("Hello and welcome", stage.Words.Read([.. kept.Samples.Select(sample => sample.Agent)], 8000), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("here I am", stage.Words.Read([.. kept.Samples.Select(sample => sample.Caller)], 8000), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(stage.Leg.Played, kept.Samples.Select(sample => sample.Agent));
    });

    [Fact]
    public void With_a_consent_prompt_it_begins_when_the_caller_has_heard_it() => VirtualTime.Run(async world =>
    {
        using var kept = new MemoryRecordings(world.Clock);
        var stage = new Stage(world) { Recordings = kept, Recording = new RecordingSettings(Consent: "This call is recorded.") };
        stage.Begin();
        await stage.TurnsAsync(1);
        Assert.Equal("Agent: This call is recorded. Hello and welcome.", Assert.Single(stage.Turns()));
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();

        var recorded = stage.Words.Read([.. kept.Samples.Select(sample => sample.Agent)], 8000);
        Assert.DoesNotContain("recorded", recorded, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("welcome", recorded, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["started", "stopped"], States(stage));
    });

    [Fact]
    public void Who_talks_over_the_consent_prompt_is_told_again_and_is_not_recorded_before() => VirtualTime.Run(async world =>
    {
        using var kept = new MemoryRecordings(world.Clock);
        var stage = new Stage(world)
        {
            Recordings = kept, Recording = new RecordingSettings(Consent: "For your safety and ours this call of yours is going to be recorded from now on."),
        };
        stage.Begin();
        await stage.HeardAsync("safety");
        await stage.SayAsync("stop I want to ask you something else right now please");
        Assert.Empty(kept.Orders);
        await world.Until(() => kept.Orders.Count > 0, 30_000);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();

        var heard = stage.Heard();
        Assert.True(heard.IndexOf("safety", StringComparison.OrdinalIgnoreCase) < heard.LastIndexOf("safety", StringComparison.OrdinalIgnoreCase), heard);
        Assert.Equal(["started", "stopped"], States(stage));
    });

    [Fact]
    public void Pauses_are_silence_marked_in_the_record_and_both_must_let_go() => VirtualTime.Run(async world =>
    {
        using var kept = new MemoryRecordings(world.Clock);
        var stage = new Stage(world) { Recordings = kept, Recording = new RecordingSettings() };
        stage.Begin();
        await stage.TurnsAsync(1);
        var recording = stage.Directory.Recording(IdOf(stage))!;
        Assert.True(recording.Pause("operator"));
        Assert.True(recording.Pause("agent"));
        Assert.Equal(RecordingState.Paused, recording.State);
        var from = kept.Samples.Count;
        await stage.SayAsync("four one one one");
        Assert.True(recording.Resume("agent"));
        Assert.Equal(RecordingState.Paused, recording.State);
        Assert.True(recording.Resume("operator"));
        await world.Delay(2000);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();

        Assert.DoesNotContain("one", stage.Words.Read([.. kept.Samples.Skip(from).Select(sample => sample.Caller)], 8000), StringComparison.Ordinal);
        Assert.Equal(["started", "paused", "paused", "released", "resumed", "stopped"], States(stage));
        Assert.Equal(stage.Leg.Played.Count, kept.Samples.Count);
        Assert.False(recording.Pause("operator"));
    });

    [Fact]
    public void A_disk_that_does_not_answer_ends_the_recording_and_not_the_call() => VirtualTime.Run(async world =>
    {
        using var kept = new MemoryRecordings(world.Clock) { Stalls = true };
        var stage = new Stage(world) { Recordings = kept, Recording = new RecordingSettings() };
        stage.Begin();
        await stage.TurnsAsync(1);
        await world.Until(() => States(stage).Length == 2, 30_000);
        Assert.Equal("The disk is too slow.", stage.Record.Notes.Last(note => note.Kind == "recording").Data["reason"]);
        await stage.SayAsync("are you still there");
        await stage.HeardAsync("You said", 20_000);
        stage.Leg.CallerHangsUp();
        await stage.OverAsync();
        Assert.Equal(["started", "stopped"], States(stage));
    });
}
