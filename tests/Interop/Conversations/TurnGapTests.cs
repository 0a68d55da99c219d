using Voxie.Interop.Harness;
using Xunit.Abstractions;

namespace Voxie.Interop.Conversations;

/// <summary>How long the caller waits: from the last loud packet sent to the first loud packet received, endpointing included.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class TurnGapTests(VoxieNode node, ITestOutputHelper output)
{
    [Fact]
    public async Task The_agent_answers_in_time_and_the_record_says_where_it_went()
    {
        var answers = await node.Questions.AnswersAsync();
        var gaps = answers.Where(answer => answer.Gap is not null).Select(answer => answer.Gap!.Value.TotalMilliseconds).Order().ToList();
        var (p50, p95) = (gaps[gaps.Count / 2], gaps[gaps.Count * 95 / 100]);
        output.WriteLine($"turn gap on RTP over {gaps.Count} turns: p50 {p50:0} ms, p95 {p95:0} ms");
        foreach (var answer in answers.OrderBy(answer => answer.Gap))
        {
            output.WriteLine($"{answer.Gap?.TotalMilliseconds,5:0} ms  {answer.Split}");
        }

        Assert.True(gaps.Count >= 50, $"{gaps.Count} of {answers.Count} questions were answered");
        Assert.InRange(p50, 0, 900);
        Assert.InRange(p95, 0, 1500);
        Assert.All(answers.Where(answer => answer.Split is not null), answer =>
        {
            var split = answer.Split!;
            Assert.Equal(split.TotalMs, split.EndpointMs + split.SpeechToTextMs + split.ThinkMs + split.SynthesisMs + split.PlayoutMs, tolerance: 1);
        });
        // The record measures from the last speech that voice activity saw; a soft last syllable lies a little before or after the tap's threshold.
        Assert.InRange(answers.Where(answer => answer is { Split: not null, Gap: not null }).Average(answer => Math.Abs(answer.Split!.TotalMs - answer.Gap!.Value.TotalMilliseconds)), 0, 200);
    }
}
