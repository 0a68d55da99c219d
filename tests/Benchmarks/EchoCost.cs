using System.Diagnostics;
using System.Globalization;
using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Benchmarks;

/// <summary>What the echo canceller adds to a call, one thread: the best of forty runs over ten seconds of call.</summary>
internal static class EchoCost
{
    private const int Frame = 160;
    private const int Seconds = 10;

    public static int Run()
    {
        var agent = Talker.Speak(1, Seconds);
        var caller = Talker.Speak(2, Seconds);
        var silence = new short[agent.Length];
        Measure("nobody speaks", silence, silence, 120);
        Measure("the caller speaks, the agent is silent", silence, caller, 120);
        Measure("the agent speaks, no echo on the line", agent, silence, 120);
        Measure("both speak all the time, no echo", agent, caller, 120);
        Measure("the agent speaks, echo at 200 ms and -20 dB", agent, silence, 20);
        Measure("both speak all the time, the same echo", agent, caller, 20);
        return 0;
    }

    private static void Measure(string what, short[] agent, short[] caller, double lossDb)
    {
        var heard = new EchoLine(1, 200, lossDb, noiseDbfs: -90).Pass(agent, caller);
        var (best, allocated) = (double.MaxValue, long.MaxValue);
        EchoReport? report = null;
        for (var run = 0; run < 40; run++)
        {
            var canceller = new EchoCanceller(8000, 1_000_000_000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            for (var at = 0; at + Frame <= agent.Length; at += Frame)
            {
                canceller.Sent(new AudioFrame(agent.AsSpan(at, Frame), 8000, at, at * 125_000L));
                canceller.Process(new AudioFrame(heard.AsSpan(at, Frame), 8000, at, (at + Frame) * 125_000L));
            }
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            report = canceller.Report;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-45} {best / Seconds:F3} ms per call-second, {allocated / 1024.0:F0} KiB once{(report is null ? "" : $", ERLE {report.EnhancementDb:F1} dB")}"));
    }
}
