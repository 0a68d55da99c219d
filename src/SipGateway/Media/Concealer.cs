namespace Voxie.SipGateway.Media;

/// <summary>
/// Fills holes in the sound of one leg, after the idea of G.711 Appendix I: the last pitch period is repeated and fades to silence
/// within 60 ms; the first good samples are faded in over it. Listening thread only; allocates nothing.
/// </summary>
internal sealed class Concealer
{
    private const int HistorySamples = 400;
    private const int MinPitch = 40;    // 200 Hz at 8 kHz
    private const int MaxPitch = 120;   // 66 Hz
    private const int Compared = 160;
    private const int FadeStart = 80;
    private const int FadeEnd = 480;
    private const int Overlap = 32;

    private readonly short[] _history = new short[HistorySamples];
    private readonly short[] _period = new short[MaxPitch];
    private int _pitch;
    private int _concealed;

    /// <summary>Remembers good samples; the first ones after a hole are blended with its continuation.</summary>
    public void Good(Span<short> samples)
    {
        if (_concealed > 0)
        {
            var overlap = Math.Min(Overlap, samples.Length);
            for (var i = 0; i < overlap; i++)
                samples[i] = (short)((samples[i] * (i + 1) + NextRepeated() * (overlap - i)) / (overlap + 1));
            _concealed = 0;
        }
        Remember(samples);
    }

    /// <summary>Writes what might have been said.</summary>
    public void Fill(Span<short> samples)
    {
        if (_concealed == 0) FindPitch();
        for (var i = 0; i < samples.Length; i++) samples[i] = NextRepeated();
        Remember(samples);
    }

    /// <summary>Writes silence that was sent as silence (the other side paused): nothing is missing, nothing is repeated.</summary>
    public void Pause(Span<short> samples)
    {
        samples.Clear();
        _concealed = 0;
        Remember(samples);
    }

    private short NextRepeated()
    {
        var sample = _period[_concealed % _pitch];
        var gain = _concealed < FadeStart ? 1f : Math.Max(0f, (FadeEnd - _concealed) / (float)(FadeEnd - FadeStart));
        // Far behind the fade only the phase matters: stay below overflow however long the hole.
        _concealed = _concealed >= FadeEnd + MaxPitch * MaxPitch ? FadeEnd : _concealed + 1;
        return (short)(sample * gain);
    }

    /// <summary>The lag at which the end of the history looks most like itself: normalised cross-correlation.</summary>
    private void FindPitch()
    {
        var recent = _history.AsSpan(HistorySamples - Compared);
        var best = double.NegativeInfinity;
        _pitch = MaxPitch;
        for (var lag = MinPitch; lag <= MaxPitch; lag++)
        {
            var earlier = _history.AsSpan(HistorySamples - Compared - lag, Compared);
            double product = 0, energy = 1;
            for (var i = 0; i < Compared; i++)
            {
                product += (double)recent[i] * earlier[i];
                energy += (double)earlier[i] * earlier[i];
            }
            var likeness = product / Math.Sqrt(energy);
            if (likeness <= best) continue;
            best = likeness;
            _pitch = lag;
        }
        _history.AsSpan(HistorySamples - _pitch).CopyTo(_period);
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        if (samples.Length >= HistorySamples)
        {
            samples[^HistorySamples..].CopyTo(_history);
            return;
        }
        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(HistorySamples - samples.Length));
    }
}
