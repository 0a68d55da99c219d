using System.Diagnostics;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>
/// Gives a target its inputs and holds it to what a reader of strangers' bytes must do: nothing escapes, memory grows with the input
/// only, and (in the long run) no input takes more than a bounded time.
/// </summary>
internal static class FuzzRunner
{
    private const int BytesPerByte = 50;
    private const double MostMs = 5;
    private const int Repeats = 3;

    /// <param name="timed">Assert the time, too: only on a machine that does nothing else.</param>
    public static FuzzReport Run(FuzzTarget target, int first, int count, bool timed)
    {
        long taken = 0, refused = 0;
        var (slowest, slowestNumber, mostPerByte) = (0.0, first, 0.0);
        var watch = Stopwatch.StartNew();
        for (var number = first; number < first + count; number++)
        {
            var input = target.Make(number);
            try
            {
                var (isTaken, milliseconds, allocated) = Measure(target, input);
                if (isTaken)
                {
                    taken++;
                    target.Judge(input);
                }
                else
                {
                    refused++;
                }

                mostPerByte = Math.Max(mostPerByte, (double)(allocated - target.FreeBytes) / Math.Max(input.Length, 1));
                Assert.True(allocated <= (long)BytesPerByte * input.Length + target.FreeBytes, $"{allocated} bytes allocated for {input.Length}");
                if (milliseconds > slowest && (!timed || milliseconds > MostMs))
                {
                    milliseconds = Best(target, input, milliseconds);
                }

                if (milliseconds > slowest)
                {
                    (slowest, slowestNumber) = (milliseconds, number);
                }

                Assert.True(!timed || milliseconds <= MostMs, $"{milliseconds:F1} ms");
            }
            catch (Exception error)
            {
                Assert.Fail($"{target.Name}, input {number} of {input.Length} bytes: {error}\n{Convert.ToHexString(input.AsSpan(0, Math.Min(input.Length, 20_000)))}");
            }
        }

        return new FuzzReport(target.Name, taken, refused, slowest, slowestNumber, Math.Max(mostPerByte, 0), watch.Elapsed);
    }

    private static (bool Taken, double Milliseconds, long Allocated) Measure(FuzzTarget target, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        var taken = target.Read(input);
        return (taken, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    /// <summary>The scheduler and the collector take their time at any moment: an input is as slow as its fastest reading.</summary>
    private static double Best(FuzzTarget target, byte[] input, double first)
    {
        for (var i = 0; i < Repeats; i++)
        {
            first = Math.Min(first, Measure(target, input).Milliseconds);
        }

        return first;
    }
}
