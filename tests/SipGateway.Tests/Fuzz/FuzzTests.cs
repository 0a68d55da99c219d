using Voxie.SipGateway.Tests.Corpora;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>
/// Mutants for every reader of what strangers send. A failure names its number: <c>FuzzTargets.Named(name).Make(number)</c> gives the
/// bytes again. Each finding has its test in <see cref="FoundTests"/>.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Usual = 15_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_escapes_and_memory_is_bounded(string name)
    {
        var target = FuzzTargets.Named(name);
        var report = FuzzRunner.Run(target, 0, FuzzRuns.Count(Usual), timed: false);
        output.WriteLine(report.ToString());

        var least = (long)((report.Taken + report.Refused) * target.LeastOfBoth);
        Assert.InRange(report.Taken, least, long.MaxValue);
        Assert.InRange(report.Refused, least, long.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_same_number_gives_the_same_input(string name) =>
        Assert.Equal(FuzzTargets.Named(name).Make(4711), FuzzTargets.Named(name).Make(4711));
}
