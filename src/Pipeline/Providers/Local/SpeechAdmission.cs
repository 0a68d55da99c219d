namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Says whether one more talking caller would make everyone wait: a pure function over the pool's load.
/// </summary>
/// <remarks>
/// <para>The rule. A new caller is refused when the expected wait of a piece of speech work, with that caller in, exceeds
/// <see cref="LongestWait"/>. The expected wait is the larger of two:</para>
/// <para>1. What waits now: (pieces waiting) x (mean work) / (threads).</para>
/// <para>2. What is to come, by the queue formula of Allen and Cunneen for c threads (with Sakasegawa's exponent):
/// W = S x u^(sqrt(2(c+1)) - 1) / (c (1 - u)) x (1 + v) / 2, where S is the mean work over the last ten seconds, v its squared
/// coefficient of variation, and u the share of the threads that will be busy. At u of <see cref="MostBusy"/> or more it counts as
/// endless.</para>
/// <para>u is measured where it can be: the busy threads of the last ten seconds belong to all callers alike, so those who were there
/// all the time keep their part of them; each who came since, and the new one, is reckoned at <see cref="LeastShare"/> or at the
/// measured part, whichever is more, because a call begins with listening to a greeting. Never less than what was measured.</para>
/// </remarks>
public static class SpeechAdmission
{
    /// <summary>More than this added to a turn is felt: the budget for a local turn is 900 ms.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Beyond this share of the threads chance rules the queue: 20 callers let in on 2 cores made the 95th percentile of the turn gap
    /// 1.7 s, 12 callers 1.0 s.
    /// </summary>
    public const double MostBusy = 0.7;

    /// <summary>Threads that a caller in conversation keeps busy: 40 % listening and 40 % speaking, measured at 0.04 and rounded up for repeated looks.</summary>
    public const double LeastShare = 0.1;

    /// <summary>Mean work while nothing has been measured: a short sentence each way.</summary>
    private const double UsualWorkSeconds = 0.1;

    /// <param name="callers">Calls in conversation now.</param>
    /// <param name="newcomers">Those of them that began within the load's window.</param>
    public static bool HasRoom(SpeechLoad load, int callers, int newcomers) => ExpectedWait(load, callers, newcomers) <= LongestWait;

    /// <summary>Expected wait of a piece of work with one more caller; <see cref="TimeSpan.MaxValue"/> when it would grow without end.</summary>
    public static TimeSpan ExpectedWait(SpeechLoad load, int callers, int newcomers)
    {
        var part = callers == 0 ? 0 : load.BusyThreads / callers;
        var share = Math.Max(LeastShare, part);
        var settled = Math.Max(callers - newcomers, 0);
        var busy = Math.Max(load.BusyThreads, (settled * part) + (newcomers * share)) + share;
        var used = busy / load.Threads;
        if (used >= MostBusy) return TimeSpan.MaxValue;

        var work = load.Finished == 0 ? UsualWorkSeconds : load.BusySeconds / load.Finished;
        var variation = Variation(load, work);
        var queue = Math.Pow(used, Math.Sqrt(2.0 * (load.Threads + 1)) - 1) / (load.Threads * (1 - used));
        var toCome = work * queue * (1 + variation) / 2;
        var now = load.Waiting * work / load.Threads;
        return TimeSpan.FromSeconds(Math.Max(now, toCome));
    }

    /// <summary>Variance over squared mean of the single times; 1 (as of chance alone) while too few are known.</summary>
    private static double Variation(SpeechLoad load, double mean) =>
        load.Finished < 2 || mean <= 0 ? 1 : Math.Max(0, load.BusySquared / load.Finished / (mean * mean) - 1);
}
