using Voxie.SipGateway.Tests.Corpora;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>Programs of events for the whole stack: no call stays up, no transaction, dialog, port or timer is left, whatever the order.</summary>
public sealed class StackProgramTests(ITestOutputHelper output)
{
    private const int Usual = 600;
    private const int UsualOfLongRun = 100_000;

    [Fact]
    public void Every_program_ends_clean() => Run(0, FuzzRuns.Count(Usual));

    [LongFact]
    public void A_hundred_thousand_programs_end_clean()
    {
        var count = FuzzRuns.Count(UsualOfLongRun);
        Parallel.For(0, count / 1000, piece => Run((piece + 1) * 1000, 1000));
        output.WriteLine($"Stack programs: {count:N0} of 3 to 30 events each, all clean");
    }

    private static void Run(int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            try
            {
                new StackProgram(number).Run();
            }
            catch (Exception error)
            {
                Assert.Fail($"Program {number}: {error}");
            }
        }
    }
}
