using System.Globalization;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Listening;

/// <summary>
/// One row, one story. Inputs: <c>s</c> speech starts, <c>e</c> ends, <c>"text"</c> known, <c>a</c>/<c>-a</c> the agent has the floor or not,
/// <c>k5</c> key, <c>x</c> speech lost, <c>=D</c> digits expected; each <c>@</c> its time in ms (edges are reported 90 ms late, and
/// audio comes every 100 ms while there is speech). Timers ring by themselves. Outputs with the time at which they came.
/// </summary>
public sealed class TurnDetectorTests
{
    [Theory]
    // The ends of a turn.
    [InlineData("s@1000 e@2000", "Look@2220 Commit@2750")]
    [InlineData("s@1000 e@2000 \"Yes.\"@2300", "Look@2220 Commit@2380")]
    [InlineData("s@1000 e@2000 \"Yes.\"@2500", "Look@2220 Commit@2500")]
    [InlineData("s@1000 e@2000 \"I want to.\"@2300", "Look@2220 Commit@2750")]
    [InlineData("s@1000 e@2000 \"no mark\"@2300", "Look@2220 Commit@2750")]
    [InlineData("s@1000 e@2000 \"done\"!@2250", "Look@2220 Commit@2250")]
    [InlineData("s@1000 e@2000 s@2300 e@3000", "Look@2220 Look@3220 Commit@3750")]
    [InlineData("s@1000 e@2000 \"Yes.\"@2250 s@2260 e@3000", "Look@2220 Look@3220 Commit@3750")]
    [InlineData("s@1000 \"partial words\"@1500 e@2000", "Look@2220 Commit@2750")]
    [InlineData("=Y@0 s@1000 e@1400", "Look@1600 Commit@1950")]
    [InlineData("=D@0 s@1000 e@2000 \"555.\"@2300 s@2900 e@3500 \"555 12.\"@3800", "Look@2250 Look@3750 Commit@4500")]
    [InlineData("=S@0 s@1000 e@2000", "Look@2250 Commit@3500")]
    // What is no turn.
    [InlineData("s@1000 e@1070", "Drop@1450")]
    [InlineData("s@1000 dead@2000", "Commit@3000")]
    [InlineData("s@1000 x@1500 e@2000", "")]
    // Interruptions.
    [InlineData("a@0 s@1000 e@2000", "Pause@1090 Cut@1400 Look@2220 Commit@2750")]
    [InlineData("a@0 s@1000 e@1300 \"Okay.\"@1500", "Pause@1090 Look@1390 Resume@1500 Drop@1500")]
    [InlineData("a@0 s@1000 e@1300 \"Stop.\"@1500", "Pause@1090 Look@1390 Cut@1500 Commit@1680")]
    [InlineData("a@0 s@1000 e@1300 \"\"@1500", "Pause@1090 Look@1390 Resume@1500 Drop@1500")]
    [InlineData("a@0 s@1000 e@1300", "Pause@1090 Look@1390 Cut@1900 Commit@2050")]
    [InlineData("a@0 s@1000 e@1200", "Pause@1090 Look@1290 Resume@1800 Drop@1800")]
    [InlineData("a@0 s@1000 e@1200 s@1500 e@2500", "Pause@1090 Look@1290 Cut@1700 Look@2720 Commit@3250")]
    [InlineData("a@0 s@1000 \"wait a minute\"@1200 e@2000", "Pause@1090 Cut@1200 Look@2220 Commit@2750")]
    [InlineData("a@0 s@1000 -a@1200 e@1300", "Pause@1090 Resume@1200 Look@1520 Commit@2050")]
    [InlineData("s@1000 a@1500 e@2000", "Pause@1500 Cut@1500 Look@2220 Commit@2750")]
    [InlineData("a@0 s@1000 x@1100", "Pause@1090 Resume@1100")]
    // After a commit the agent has the floor.
    [InlineData("s@1000 e@2000 s@2800 e@4000", "Look@2220 Commit@2750 Pause@2890 Cut@3200 Look@4220 Commit@4750")]
    // Keys.
    [InlineData("k1@1000 k2@2000 k#@3000", "Commit@3000:12")]
    [InlineData("k1@1000 k2@3000", "Commit@5500:12")]
    [InlineData("k#@1000", "Commit@1000")]
    [InlineData("a@0 k7@1000 -a@1100", "Cut@1000 Commit@3500:7")]
    [InlineData("k1@1000 s@1500 e@2000", "Look@2220 Commit@2750:1")]
    [InlineData("s@1000 e@2000 k#@2100", "Commit@2100")]
    public void A_story_has_its_actions(string story, string expected) => Assert.Equal(expected, Tell(story));

    private static string Tell(string story)
    {
        var state = new TurnState();
        var told = new List<string>();
        foreach (var input in Inputs(story))
        {
            RingUntil(input.Now);
            Step(input);
        }
        RingUntil(TimeSpan.FromMinutes(1));
        return string.Join(' ', told);

        void RingUntil(TimeSpan now)
        {
            for (var rings = 0; state.Due is { } due && due <= now; rings++)
            {
                Assert.True(rings < 20, "the timer rings for ever");
                Step(new TurnInput.TimerDue(due));
            }
        }

        void Step(TurnInput input)
        {
            var (next, actions) = TurnDetector.Step(state, input);
            state = next;
            foreach (var action in actions)
                told.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{action.Verb}@{input.Now.TotalMilliseconds}{(action.Digits.Length > 0 ? ":" : "")}{action.Digits}"));
        }
    }

    private static List<TurnInput> Inputs(string story)
    {
        var inputs = new List<TurnInput>();
        TimeSpan? speaking = null;
        foreach (var (what, at) in Items(story))
        {
            var late = at + TimeSpan.FromMilliseconds(90);
            switch (what)
            {
                case "s":
                    inputs.Add(new TurnInput.SpeechBegins(late, at));
                    speaking = at;
                    break;
                case "e" or "dead":
                    for (var heard = speaking!.Value + TimeSpan.FromMilliseconds(100); heard <= at; heard += TimeSpan.FromMilliseconds(100))
                        inputs.Add(new TurnInput.StillHeard(heard));
                    speaking = null;
                    if (what == "e") inputs.Add(new TurnInput.SpeechEnds(late, at));
                    break;
                case "a" or "-a":
                    inputs.Add(new TurnInput.AgentFloor(at, what == "a"));
                    break;
                case "x":
                    inputs.Add(new TurnInput.SpeechLost(at));
                    break;
                case ['k', var digit]:
                    inputs.Add(new TurnInput.KeyPressed(at, digit));
                    break;
                case "=Y" or "=D" or "=S":
                    var answer = what[1] switch { 'Y' => ExpectedAnswer.YesNo, 'D' => ExpectedAnswer.Digits, _ => ExpectedAnswer.Spelling };
                    inputs.Add(new TurnInput.AnswerExpected(at, answer));
                    break;
                default:
                    inputs.Add(new TurnInput.TextKnown(at, what.Trim('!').Trim('"'), what[^1] == '!'));
                    break;
            }
        }
        return [.. inputs.OrderBy(input => input.Now)];
    }

    private static IEnumerable<(string What, TimeSpan At)> Items(string story) =>
        from match in System.Text.RegularExpressions.Regex.Matches(story, "(\"[^\"]*\"!?|[^ \"@]+)@(\\d+)")
        select (match.Groups[1].Value, TimeSpan.FromMilliseconds(int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
}
