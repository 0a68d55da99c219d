using Voxie.Interop.Harness;
using Voxie.Interop.Matrix;

namespace Voxie.Interop.HarnessTests;

public sealed class MatrixTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_cell_that_fails_once_fails()
    {
        var works = new Cell(Verdict.Works, "a");

        Assert.Equal(new Cell(Verdict.Works, "a; b"), works.And(new Cell(Verdict.Works, "b")));
        Assert.Equal(new Cell(Verdict.Fails, "c"), works.And(new Cell(Verdict.Fails, "c")));
        Assert.Equal(new Cell(Verdict.Fails, "c"), new Cell(Verdict.Fails, "c").And(works));
    }

    [Fact]
    public void Cells_are_written_with_numbered_notes()
    {
        var text = MatrixDocument.Render(
            new Dictionary<(Feature, Peer), Cell>
            {
                [(Feature.Udp, Peer.Sipp)] = new(Verdict.Works),
                [(Feature.Udp, Peer.Baresip)] = new(Verdict.Fails, "a reason"),
                [(Feature.Udp, Peer.Linphone)] = new(Verdict.Works, "a reason"),
            },
            new Dictionary<Peer, string> { [Peer.Sipp] = "3.6.1" }, Day);

        Assert.Contains("(2026-11-21)", text, StringComparison.Ordinal);
        Assert.Contains("| SIPp<br>3.6.1 | baresip<br>not there |", text, StringComparison.Ordinal);
        Assert.Contains("| UDP | works | **fails** (1) | works (1) |", text, StringComparison.Ordinal);
        Assert.Contains("1. a reason", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_matrix_has_a_row_for_each_feature_and_no_failure()
    {
        var text = File.ReadAllText(Path.Combine(Workspace.Repository, "docs/interop.md"));

        Assert.All(MatrixDocument.Features, feature => Assert.Contains($"| {MatrixDocument.NameOf(feature)} |", text, StringComparison.Ordinal));
        Assert.All(MatrixDocument.Peers, peer => Assert.Contains($"| {MatrixDocument.NameOf(peer)}<br>", text, StringComparison.Ordinal));
        Assert.DoesNotContain("fails", text, StringComparison.Ordinal);
    }
}
