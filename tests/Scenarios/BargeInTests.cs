using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Scenarios;

public sealed class BargeInTests
{
    private const string Long = "one two three four five six seven eight nine ten eleven twelve.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_caller_who_speaks_over_the_agent_is_let_speak_and_the_record_holds_what_was_heard(bool wordTimes) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Voice.GivesWordTimes = wordTimes;
        stage.Brain.Reply = turn => turn.Text.StartsWith("count", StringComparison.Ordinal) ? [new SayPart(Long), new SayPart("And so on.")] : [new SayPart("Stopped.")];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("count for me");
        await stage.HeardAsync("four");
        var spoke = world.Now;
        await stage.SayAsync("please stop counting now");
        await stage.TurnsAsync(5);

        var silent = stage.Sound().First(s => s.To > spoke).To;
        Assert.InRange((silent - spoke).TotalMilliseconds, 60, 150);
        Assert.Equal("Agent: one two three four!", stage.Turns()[2]);
        Assert.Equal($"{Long} And so on.", stage.Record.Turns[2].Text);
        Assert.Equal("Hello and welcome. one two three four Stopped.", stage.Heard());
        Assert.Equal(
            ["agent: Hello and welcome.", "caller: count for me.", "agent: one two three four", "caller: please stop counting now."], stage.Brain.History);
    });

    [Theory]
    [InlineData("okay")]
    [InlineData("right")]
    [InlineData("uh-huh")]
    public void A_word_of_agreement_pauses_the_agent_and_it_goes_on_where_it_was(string word) => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => [new SayPart(Long)];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("count for me");
        var answerFrom = stage.Leg.Played.Count;
        await stage.HeardAsync("four");
        await stage.SayAsync(word);
        await stage.TurnsAsync(3);

        // Not a sample is lost or said twice, whatever the words were cut into by the pause.
        Assert.Equal(Long.Split(' ').Length * 2000, stage.Leg.Played.Skip(answerFrom).Count(sample => sample != 0));
        Assert.Equal($"Agent: {Long}", stage.Turns()[2]);
        Assert.Single(stage.Brain.Turns);
        var pause = stage.Sound()[^1].From - stage.Sound()[^2].To;
        Assert.InRange(pause.TotalMilliseconds, 100, 700);
    });

    [Fact]
    public void A_cough_does_not_take_the_floor() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => [new SayPart(Long)];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("count for me");
        await stage.HeardAsync("four");
        stage.Leg.Hear(Enumerable.Repeat(WordBook.Noise, 1600).ToArray());
        await stage.TurnsAsync(3);
        Assert.Equal($"Agent: {Long}", stage.Turns()[2]);
        Assert.Equal(3, stage.Record.Turns.Count);
    });

    [Fact]
    public void Long_noise_stops_the_agent_which_then_asks_again() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Begin();
        await stage.HeardAsync("Hello");
        stage.Leg.Hear(Enumerable.Repeat(WordBook.Noise, 8000).ToArray());
        await stage.TurnsAsync(2);
        Assert.True(stage.Record.Turns[0].Interrupted);
        Assert.Contains("didn't catch that", stage.Turns()[1], StringComparison.Ordinal);
    });

    [Fact]
    public void The_greeting_can_be_interrupted() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world) { Greeting = "Thank you for calling. This is a very long greeting. It never ends at all." };
        stage.Begin();
        await stage.HeardAsync("This is");
        await stage.SayAsync("I need a dentist");
        await stage.TurnsAsync(3);
        Assert.Matches("^Agent: Thank you for calling. This is( a)?!$", stage.Turns()[0]);
        Assert.Equal("I need a dentist.", Assert.Single(stage.Brain.Turns).Text);
    });

    [Fact]
    public void A_goodbye_is_not_interrupted_by_a_thank_you() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Brain.Reply = _ => [new SayPart("Thank you for calling us today."), new SayPart("Goodbye."), new HangUpPart()];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("that was all");
        await stage.HeardAsync("for calling");
        stage.Leg.Hear(stage.Words.Speak("thank you very much bye bye", 8000));
        await stage.OverAsync();
        Assert.EndsWith("Thank you for calling us today. Goodbye.", stage.Heard(), StringComparison.Ordinal);
        Assert.False(stage.Record.Turns[^1].Interrupted);
    });

    [Fact]
    public void The_next_sentence_is_with_the_voice_while_one_plays_and_no_more() => VirtualTime.Run(async world =>
    {
        var stage = new Stage(world);
        stage.Voice.Delay = TimeSpan.FromMilliseconds(400);
        stage.Brain.Reply = _ => [.. "first second third fourth".Split(' ').Select(word => new SayPart($"The {word} thing is here."))];
        stage.Begin();
        await stage.TurnsAsync(1);
        await stage.SayAsync("tell me");
        await stage.HeardAsync("The first thing");
        Assert.Equal("The second thing is here.", stage.Voice.Asked[^1]);
        await stage.TurnsAsync(3);
        Assert.Equal(
            "Agent: The first thing is here. The second thing is here. The third thing is here. The fourth thing is here.", stage.Turns()[2]);
        // No dead air but our own pause between two sentences.
        var gaps = stage.Sound().Skip(1).Zip(stage.Sound().Skip(2), (a, b) => (b.From - a.To).TotalMilliseconds);
        Assert.All(gaps, gap => Assert.InRange(gap, 160, 240));
    });
}
