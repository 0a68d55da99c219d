using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Takes a voice's silence off: every millisecond before the first sound is one that the caller waits, and a long tail holds up the
/// next sentence.
/// </summary>
internal static class SpeechTrim
{
    private const double SilentDbfs = -60;
    private const int BlockMs = 5;

    /// <summary>Kept before the first sound: a "th" begins below any threshold, and callers would hear "and you" for "thank you".</summary>
    private const int LeadMs = 30;

    /// <summary>Kept after the last one: a breath between sentences.</summary>
    private const int TailMs = 180;

    public static ReadOnlyMemory<short> Trim(short[] speech, int rateHz)
    {
        var block = rateHz * BlockMs / 1000;
        var first = 0;
        while (first + block <= speech.Length && IsSilent(speech, first, block)) first += block;
        if (first + block > speech.Length) return ReadOnlyMemory<short>.Empty;
        var end = speech.Length;
        while (end - block > first && IsSilent(speech, end - block, block)) end -= block;

        var from = Math.Max(0, first - rateHz * LeadMs / 1000);
        var to = Math.Min(speech.Length, end + rateHz * TailMs / 1000);
        return speech.AsMemory(from, to - from);
    }

    private static bool IsSilent(short[] speech, int start, int length) => PcmMath.Dbfs(speech.AsSpan(start, length)) < SilentDbfs;
}
