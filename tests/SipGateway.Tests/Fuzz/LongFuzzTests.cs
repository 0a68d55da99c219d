using Voxie.SipGateway.Tests.Corpora;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>Ten million mutants for every target, none slower than 5 ms (best of 3 readings again). Its figures stand in docs/reliability.md.</summary>
public sealed class LongFuzzTests(ITestOutputHelper output)
{
    private const int Usual = 10_000_000;
    private const int Piece = 50_000;

    [LongFact]
    public void Ten_million_mutants_each_find_nothing()
    {
        foreach (var target in FuzzTargets.All)
        {
            var pieces = (FuzzRuns.Count(Usual) + Piece - 1) / Piece;
            // The first 100,000 numbers are those of the short run and of its long form.
            var reports = Enumerable.Range(2, pieces).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
                .Select(piece => FuzzRunner.Run(target, piece * Piece, Piece, timed: true)).ToList();
            output.WriteLine(FuzzReport.Join(reports).ToString());
        }
    }
}
