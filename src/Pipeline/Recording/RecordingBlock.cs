namespace Voxie.Pipeline.Recording;

/// <summary>Half a second of a call: left the caller, right the agent, interleaved.</summary>
public sealed class RecordingBlock(int frames)
{
    private readonly short[] _samples = new short[frames * Channels];

    public const int Channels = 2;

    /// <summary>Samples of both channels.</summary>
    internal Span<short> All => _samples;

    /// <summary>Samples per channel that count.</summary>
    public int Frames { get; internal set; }

    public ReadOnlySpan<short> Samples => _samples.AsSpan(0, Frames * Channels);
}
