namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Says whether one more talking caller would make everyone wait: a pure function over the pool's load.
/// </summary>
/// <remarks>
/// <para>The rule. A new caller is refused when the expected wait of a piece of speech work, with that caller in, exceeds
/// <see cref="LongestWait"/>, or when he would ask in chorus with others. The expected wait is the largest of three:</para>
/// <para>1. What waits now: (pieces waiting) x (mean work) / (threads).</para>
/// <para>2. What was waited, on the average of the last ten seconds.</para>
/// <para>3. What is to come, by the queue formula of Allen and Cunneen for c threads (with Sakasegawa's exponent):
/// W = S x u^(sqrt(2(c+1)) - 1) / (c (1 - u)) x (1 + v) / 2, where S is the mean work over the last ten seconds, v its squared
/// coefficient of variation, and u the share of the threads that will be busy. At u of <see cref="MostBusy"/> or more it counts as
/// endless.</para>
/// <para>u is measured where it can be: the busy threads of the last ten seconds belong to all callers alike, and those who have
/// settled (<see cref="Settling"/>) keep their part of them. A newcomer begins by listening to a greeting, so he, and the one who asks
/// to come in, is reckoned at <see cref="LeastShare"/> or at the measured part, whichever is more. Never less than what was
/// measured.</para>
/// <para>The chorus. Callers who were let in together hear the greeting together and ask together, and no average shows it before. Those
/// of the last <see cref="Chorus"/>, each with <see cref="FirstTurnSeconds"/> of work, may keep all threads busy for
/// <see cref="LongestChorus"/>: four callers within three seconds on two cores.</para>
/// </remarks>
public static class SpeechAdmission
{
    /// <summary>More than this added to a turn is felt: the budget for a local turn is 900 ms.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    /// <summary>A greeting, a first question and its answer, and the window of the measurement: before that a caller's load is not known.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Beyond this share of the threads chance rules the queue, all the more because callers who were greeted together ask together:
    /// 25 callers let in on 2 cores, at 0.55, made the 95th percentile of the turn gap 2.4 s.
    /// </summary>
    public const double MostBusy = 0.5;

    /// <summary>Threads that a caller in conversation keeps busy: 40 % listening and 40 % speaking, measured at 0.045 and rounded up.</summary>
    public const double LeastShare = 0.07;

    /// <summary>Callers who were let in within so long are taken to ask at the same moment.</summary>
    public static readonly TimeSpan Chorus = TimeSpan.FromSeconds(3);

    /// <summary>
    /// For how long a chorus may keep all threads busy. Unlimited, 14 callers within 5 s made each other wait up to 1.8 s with their first
    /// question, and not at all later.
    /// </summary>
    public static readonly TimeSpan LongestChorus = TimeSpan.FromSeconds(1);

    /// <summary>Recognising a question of eight seconds takes 0.31 s, its answer as much again unless it was said before.</summary>
    private const double FirstTurnSeconds = 0.5;

    /// <summary>Mean work while nothing has been measured: a short sentence each way.</summary>
    private const double UsualWorkSeconds = 0.1;

    /// <param name="callers">Calls in conversation now.</param>
    /// <param name="newcomers">Those of them that began less than <see cref="Settling"/> ago.</param>
    /// <param name="chorus">Those that began less than <see cref="Chorus"/> ago.</param>
    public static bool HasRoom(SpeechLoad load, int callers, int newcomers, int chorus) =>
        (chorus + 1) * FirstTurnSeconds / load.Threads <= LongestChorus.TotalSeconds && ExpectedWait(load, callers, newcomers) <= LongestWait;

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
        var lately = load.Finished == 0 ? 0 : load.WaitSeconds / load.Finished;
        return TimeSpan.FromSeconds(Math.Max(Math.Max(now, lately), toCome));
    }

    /// <summary>Variance over squared mean of the single times; 1 (as of chance alone) while too few are known.</summary>
    private static double Variation(SpeechLoad load, double mean) =>
        load.Finished < 2 || mean <= 0 ? 1 : Math.Max(0, load.BusySquared / load.Finished / (mean * mean) - 1);
}
