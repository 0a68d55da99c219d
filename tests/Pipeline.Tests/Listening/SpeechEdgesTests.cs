using Voxie.Pipeline.Listening;

namespace Voxie.Pipeline.Tests.Listening;

public sealed class SpeechEdgesTests
{
    // One character per window: # 0.9, + 0.45 (between the thresholds), . 0.1. Edges: S start, E end, with the windows they lie back.
    [Theory]
    [InlineData("....", "")]
    [InlineData(".#..#..#.", "")]
    [InlineData(".##", "S2@2")]
    [InlineData(".++++", "")]
    [InlineData("##++++##", "S2@1")]
    [InlineData("##..##", "S2@1")]
    [InlineData("##...", "S2@1 E3@4")]
    [InlineData("##..+...", "S2@1 E3@7")]
    [InlineData("##...##", "S2@1 E3@4 S2@6")]
    public void Edges_come_after_the_least_run_and_are_dated_back(string windows, string expected)
    {
        var state = new SpeechEdges();
        var edges = new List<string>();
        for (var i = 0; i < windows.Length; i++)
        {
            var (next, edge, back) = state.Step(windows[i] switch { '#' => 0.9f, '+' => 0.45f, _ => 0.1f });
            state = next;
            if (edge != SpeechEdge.None) edges.Add($"{(edge == SpeechEdge.Started ? 'S' : 'E')}{back}@{i}");
        }
        Assert.Equal(expected, string.Join(' ', edges));
    }
}
