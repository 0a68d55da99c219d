namespace Voxie.SipGateway.Media;

/// <summary>
/// Fills holes in the sound of one leg, after the idea of G.711 Appendix I: the last pitch period is repeated and fades to silence
/// within 60 ms; the first good samples are faded in over it. Listening thread only; allocates nothing.
/// </summary>
internal sealed class Concealer
{
    private readonly int _minPitch;
    private readonly int _maxPitch;
    private readonly int _compared;
    private readonly int _fadeStart;
    private readonly int _fadeEnd;
    private readonly int _overlap;
    private readonly short[] _history;
    private readonly short[] _period;
    private int _pitch;
    private int _concealed;

    public Concealer(int rateHz)
    {
        _minPitch = rateHz / 200;
        _maxPitch = rateHz * 3 / 200; // 66 Hz
        _compared = Ms(20);
        _fadeStart = Ms(10);
        _fadeEnd = Ms(60);
        _overlap = Ms(4);
        _history = new short[Ms(50)];
        _period = new short[_maxPitch];

        int Ms(int count) => rateHz / 1000 * count;
    }

    /// <summary>Remembers good samples; the first ones after a hole are blended with its continuation.</summary>
    public void Good(Span<short> samples)
    {
        if (_concealed > 0)
        {
            var overlap = Math.Min(_overlap, samples.Length);
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
        var gain = _concealed < _fadeStart ? 1f : Math.Max(0f, (_fadeEnd - _concealed) / (float)(_fadeEnd - _fadeStart));
        // Far behind the fade only the phase matters: stay below overflow however long the hole.
        _concealed = _concealed >= _fadeEnd + _maxPitch * _maxPitch ? _fadeEnd : _concealed + 1;
        return (short)(sample * gain);
    }

    /// <summary>The lag at which the end of the history looks most like itself: normalised cross-correlation.</summary>
    private void FindPitch()
    {
        var recent = _history.AsSpan(_history.Length - _compared);
        var best = double.NegativeInfinity;
        _pitch = _maxPitch;
        for (var lag = _minPitch; lag <= _maxPitch; lag++)
        {
            var earlier = _history.AsSpan(_history.Length - _compared - lag, _compared);
            double product = 0, energy = 1;
            for (var i = 0; i < _compared; i++)
            {
                product += (double)recent[i] * earlier[i];
                energy += (double)earlier[i] * earlier[i];
            }
            var likeness = product / Math.Sqrt(energy);
            if (likeness <= best) continue;
            best = likeness;
            _pitch = lag;
        }
        _history.AsSpan(_history.Length - _pitch).CopyTo(_period);
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        if (samples.Length >= _history.Length)
        {
            samples[^_history.Length..].CopyTo(_history);
            return;
        }
        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(_history.Length - samples.Length));
    }
}
