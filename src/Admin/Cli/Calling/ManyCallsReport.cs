namespace Voxie.Admin.Cli.Calling;

/// <summary>How several test calls at once went.</summary>
internal sealed record ManyCallsReport(IReadOnlyList<CallReport> Calls)
{
    private readonly double[] _gaps = [.. Calls.SelectMany(static call => call.Turns).Select(static turn => turn.AnswerGapMs).OfType<double>().Order()];

    public int Answered => Calls.Count(static call => call.WasAnswered);

    /// <summary>Answered 503: no room.</summary>
    public int Refused => Calls.Count(static call => call.SipStatus == 503);

    /// <summary>Turns that were answered.</summary>
    public int Gaps => _gaps.Length;

    public int Unanswered => Calls.Sum(static call => call.Turns.Count) - Gaps;

    public double? GapP50Ms => Quantile(0.5);

    public double? GapP95Ms => Quantile(0.95);

    public double? GapMaxMs => Quantile(1);

    /// <summary>By the nearest rank.</summary>
    private double? Quantile(double q) => _gaps.Length == 0 ? null : _gaps[Math.Max(0, (int)Math.Ceiling(q * _gaps.Length) - 1)];
}
