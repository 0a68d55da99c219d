namespace Voxie.Pipeline.Audio;

/// <summary>The last second or so of what a line has sent, by position. Listening thread only.</summary>
internal sealed class SentHistory
{
    /// <summary>RMS 40 is -58 dBFS: an echo of less is not worth looking for.</summary>
    public const float LeastPower = 40 * 40;

    private readonly short[] _samples;

    /// <param name="rateHz">8000 or 16000.</param>
    public SentHistory(int rateHz) => _samples = new short[rateHz > 8000 ? 16384 : 8192];

    /// <summary>Behind the last sample; -1: nothing was sent.</summary>
    public long End { get; private set; } = -1;

    /// <summary>Behind the last frame that was loud enough to come back audibly.</summary>
    public long LastLoud { get; private set; } = long.MinValue / 2;

    public void Append(in AudioFrame frame)
    {
        if (frame.Samples.IsEmpty) return;
        if (End < 0 || frame.Position < End || frame.Position - End >= _samples.Length)
        {
            Array.Clear(_samples);
            End = frame.Position;
        }
        while (End < frame.Position) _samples[(int)(End++ & (_samples.Length - 1))] = 0;
        var start = (int)(End & (_samples.Length - 1));
        var beforeWrap = Math.Min(frame.Samples.Length, _samples.Length - start);
        frame.Samples[..beforeWrap].CopyTo(_samples.AsSpan(start));
        frame.Samples[beforeWrap..].CopyTo(_samples);
        End += frame.Samples.Length;
        if (PcmMath.AlternatingPower(frame.Samples) > LeastPower) LastLoud = End;
    }

    /// <summary>The samples before a position; zeros for what is not sent yet, or forgotten.</summary>
    public void Read(long end, Span<float> into)
    {
        var at = end - into.Length;
        var oldest = Math.Max(0, End - _samples.Length);
        if (at >= oldest && end <= End)
        {
            for (var i = 0; i < into.Length; i++, at++) into[i] = _samples[(int)(at & (_samples.Length - 1))];
            return;
        }
        for (var i = 0; i < into.Length; i++, at++)
            into[i] = at >= oldest && at < End ? _samples[(int)(at & (_samples.Length - 1))] : 0;
    }
}
