namespace Voxie.Pipeline.Listening;

/// <summary>
/// Says how likely a window of audio is speech, for many calls in one pass. Listening thread only.
/// </summary>
public interface IVoiceActivityDetector
{
    /// <summary>Samples per window at 8 kHz.</summary>
    int WindowSamples { get; }

    VadStream NewStream();

    /// <summary>Reads each stream's full <see cref="VadStream.Window"/> and sets its <see cref="VadStream.Probability"/>.</summary>
    void Detect(ReadOnlySpan<VadStream> streams);
}

/// <summary>What the detector remembers of one call between windows.</summary>
/// <param name="windowSamples">Samples per window.</param>
/// <param name="stateFloats">Recurrent state, detector's own meaning.</param>
public sealed class VadStream(int windowSamples, int stateFloats)
{
    /// <summary>The window to judge, 8 kHz PCM16, filled by the caller before each pass.</summary>
    public short[] Window { get; } = new short[windowSamples];
    public float[] State { get; } = new float[stateFloats];
    /// <summary>0 to 1, of the last window.</summary>
    public float Probability { get; set; }
}
