namespace Voxie.Admin.Cli.Calling;

/// <summary>How a test call went. Times are milliseconds.</summary>
/// <param name="End">Why it ended, in the words of the record.</param>
/// <param name="AnswerMs">Dialled to answered; null: never answered.</param>
/// <param name="Transcript">What was heard, recognised locally; null: not asked for, or no models.</param>
internal sealed record CallReport(
    string Address, string End, int? SipStatus, string? Codec, double? AnswerMs, double? FirstAudioMs, double TotalMs,
    IReadOnlyList<TurnTiming> Turns, IReadOnlyList<string>? Transcript, string? Recording)
{
    public bool WasAnswered => AnswerMs is not null;
}
