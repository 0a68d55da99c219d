using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Speaking;

/// <summary>From the voice's chunks to what the line plays: silence off both ends, and the line's rate. One sentence at a time; call's loop only.</summary>
internal sealed class SentenceAudio(int voiceHz, int lineHz)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(15);

    private readonly SilenceTrim _trim = new((int)(voiceHz * Margin.TotalSeconds));
    private readonly Resampler _resampler = new(voiceHz, lineHz);

    /// <summary>Silence taken off the front of the sentence.</summary>
    public TimeSpan Trimmed => TimeSpan.FromSeconds((double)_trim.Taken / voiceHz);

    public ReadOnlyMemory<short> Take(ReadOnlySpan<short> chunk)
    {
        var audio = _trim.Take(chunk);
        if (voiceHz == lineHz || audio.Length == 0) return audio;
        var output = new short[_resampler.MaxOutput(audio.Length)];
        return output.AsMemory(0, _resampler.Process(audio, output));
    }

    /// <summary>The sentence has no more chunks.</summary>
    /// <returns>Its last samples.</returns>
    public ReadOnlyMemory<short> Finish()
    {
        _trim.Reset();
        var output = new short[_resampler.MaxOutput(0)];
        return output.AsMemory(0, _resampler.Flush(output));
    }

    /// <summary>The sentence was given up: ready for the next one.</summary>
    public void Reset()
    {
        _trim.Reset();
        _resampler.Reset();
    }
}
