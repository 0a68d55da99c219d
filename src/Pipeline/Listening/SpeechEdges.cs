namespace Voxie.Pipeline.Listening;

internal enum SpeechEdge { None, Started, Ended }

/// <summary>
/// Turns the detector's probabilities into edges: pure, one window after another. Hysteresis keeps a voice that wavers around one
/// threshold from flickering; a click shorter than the least speech is no speech, a stop consonant shorter than the least silence no end.
/// </summary>
/// <param name="Speaking">Between the two edges.</param>
/// <param name="Against">Windows in a row that speak against <paramref name="Speaking"/>. An edge is back-dated by as many.</param>
internal readonly record struct SpeechEdges(bool Speaking, int Against)
{
    /// <summary>From here on a window is speech.</summary>
    public const float On = 0.5f;

    private const float Off = 0.35f;

    // Windows are 32 ms. Two: a key click or a lip smack fills one. Three: the closure of a stop lasts up to 80 ms.
    private const int LeastSpeechWindows = 2;
    private const int LeastSilenceWindows = 3;

    /// <returns>The next state; the edge, if this window brought one; and how many windows ago it lay (the last one included).</returns>
    public (SpeechEdges Next, SpeechEdge Edge, int WindowsBack) Step(float probability)
    {
        var against = Speaking ? probability < Off : probability >= On;
        if (!against) return (this with { Against = 0 }, SpeechEdge.None, 0);

        var count = Against + 1;
        if (count < (Speaking ? LeastSilenceWindows : LeastSpeechWindows)) return (this with { Against = count }, SpeechEdge.None, 0);
        return (new SpeechEdges(!Speaking, 0), Speaking ? SpeechEdge.Ended : SpeechEdge.Started, count);
    }
}
