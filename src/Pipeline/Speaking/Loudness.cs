namespace Voxie.Pipeline.Speaking;

/// <summary>What counts as silence in the agent's speech: below -50 dBFS nothing is heard on a telephone.</summary>
internal static class Loudness
{
    private const int Audible = 100;

    /// <returns>Index of the first sample that can be heard, or -1.</returns>
    public static int FirstAudible(ReadOnlySpan<short> samples) => samples.IndexOfAnyExceptInRange((short)-Audible, (short)Audible);

    /// <returns>Index of the last sample that can be heard, or -1.</returns>
    public static int LastAudible(ReadOnlySpan<short> samples) => samples.LastIndexOfAnyExceptInRange((short)-Audible, (short)Audible);
}
