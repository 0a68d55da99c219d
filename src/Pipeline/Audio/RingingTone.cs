namespace Voxie.Pipeline.Audio;

/// <summary>What a caller hears while somebody else's telephone rings (ITU-T E.180, as most of Europe has it): 425 Hz for 1 s in each 5 s.</summary>
public sealed class RingingTone(int rateHz) : IFrameSource
{
    private const int FrequencyHz = 425;
    private const int CadenceSeconds = 5;

    private readonly ToneSource _tone = new(rateHz, FrequencyHz, levelDbfs: -18);
    private int _at;

    /// <inheritdoc/>
    public int Pull(Span<short> frame)
    {
        // Frames divide a second: each is tone or silence as a whole.
        var sounds = _at < rateHz;
        _at = (_at + frame.Length) % (rateHz * CadenceSeconds);
        if (sounds) return _tone.Pull(frame);
        frame.Clear();
        return frame.Length;
    }
}
