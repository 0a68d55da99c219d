namespace Voxie.Pipeline.Agents;

/// <param name="Text">Transcript; empty: nothing was understood, or only keys were pressed.</param>
/// <param name="Superseded">The caller went on before this was known: it is the beginning of the next turn.</param>
internal sealed record CallerTurnHeard(string Text, string Digits, TimeSpan Began, TimeSpan Ended, TurnTimes Times, bool Superseded)
{
    /// <summary>Other wordings that sounded nearly as likely, the likeliest first.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}
