namespace Voxie.SipGateway.Media;

/// <summary>
/// Fills holes in the sound of one leg as G.711 Appendix I does: the last pitch period is repeated, its ends overlapped and added so that
/// they meet; after 10 ms two periods, after 20 ms three, which sounds less like a buzz; from 10 ms on it fades, to silence at 60 ms. Nothing is delayed for it: where the
/// appendix blends into the end of what it held back, here the step at the seam is faded out. The first good samples are blended with the
/// continuation. Listening thread only; allocates nothing.
/// </summary>
internal sealed class Concealer
{
    private const int MostPeriods = 3;

    private readonly int _minPitch;
    private readonly int _maxPitch;
    private readonly int _compared;
    private readonly int _tenMs;
    private readonly int _fadeEnd;
    private readonly int _overlap;
    private readonly short[] _history;
    private readonly short[] _source;
    private readonly short[] _repeated;
    private readonly short[] _blend;

    private int _known;
    private int _pitch;
    private int _quarter;
    private int _periods;
    private int _next;
    private int _blendLeft;
    private int _concealed;
    private float _step;

    public Concealer(int rateHz)
    {
        _minPitch = rateHz / 200;       // 200 Hz
        _maxPitch = rateHz * 3 / 200;   // 66 Hz
        _compared = rateHz / 50;
        _tenMs = rateHz / 100;
        _fadeEnd = 6 * _tenMs;
        _overlap = rateHz / 250;
        _history = new short[(MostPeriods + 1) * _maxPitch];
        _source = new short[_history.Length];
        _repeated = new short[MostPeriods * _maxPitch];
        _blend = new short[_maxPitch / 4 + 1];
    }

    /// <summary>Remembers good samples; the first ones after a hole are blended with its continuation.</summary>
    public void Good(Span<short> samples)
    {
        if (_concealed > 0)
        {
            var overlap = Math.Min(_overlap, samples.Length);
            for (var i = 0; i < overlap; i++) samples[i] = (short)((samples[i] * (i + 1) + NextRepeated() * (overlap - i)) / (overlap + 1));
            _concealed = 0;
        }
        Remember(samples);
    }

    /// <summary>What comes next does not join on to what was heard last: it is blended with the continuation of that.</summary>
    public void Break()
    {
        if (_concealed > 0) return;
        Begin();
        _concealed = 1;
    }

    /// <summary>Writes what might have been said.</summary>
    public void Fill(Span<short> samples)
    {
        if (_concealed == 0) Begin();
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

    private void Begin()
    {
        // What is made up is remembered, too; it must not be what is repeated.
        _history.CopyTo(_source, 0);
        FindPitch();
        _quarter = _pitch / 4;
        _blendLeft = 0;
        Repeat(1);
        _next = 0;
        // The periods themselves begin where the one before them ended, not where the sound broke off.
        _step = _history[^1] - _history[^(_pitch + 1)];
    }

    /// <summary>Takes so many periods as what is repeated from here on.</summary>
    private void Repeat(int periods)
    {
        _periods = periods;
        var length = periods * _pitch;
        var start = _source.Length - length;
        _source.AsSpan(start).CopyTo(_repeated);
        // The end flows into what comes before the beginning, so that the next round starts where this one stops.
        var before = _source.AsSpan(start - _quarter, _quarter);
        var end = _repeated.AsSpan(length - _quarter, _quarter);
        for (var i = 0; i < _quarter; i++) end[i] = (short)(((_quarter - i) * end[i] + (i + 1) * before[i]) / (_quarter + 1));
    }

    private short NextRepeated()
    {
        if (_concealed >= _fadeEnd) return 0;
        if (_concealed > 0 && _concealed % _tenMs == 0 && _periods < MostPeriods && _known >= (_periods + 1) * _pitch + _quarter) AddPeriod();
        float sample = _repeated[_next];
        if (++_next == _periods * _pitch) _next = 0;
        if (_blendLeft > 0)
        {
            sample += (_blend[_quarter - _blendLeft] - sample) * _blendLeft / (_quarter + 1);
            _blendLeft--;
        }
        if (_concealed < _quarter) sample += _step * (_quarter - _concealed) / (_quarter + 1);
        var gain = _concealed < _tenMs ? 1f : (_fadeEnd - _concealed) / (float)(_fadeEnd - _tenMs);
        _concealed++;
        return (short)Math.Clamp(sample * gain, short.MinValue, short.MaxValue);
    }

    /// <summary>Goes over to one period more, at the same phase, the old repetition blended out.</summary>
    private void AddPeriod()
    {
        for (var i = 0; i < _quarter; i++) _blend[i] = _repeated[(_next + i) % (_periods * _pitch)];
        _blendLeft = _quarter;
        _next %= _pitch;
        Repeat(_periods + 1);
    }

    /// <summary>The lag at which the end of the history looks most like itself: normalised cross-correlation.</summary>
    private void FindPitch()
    {
        var best = double.NegativeInfinity;
        _pitch = _minPitch;
        // Soon after the beginning there is less to compare.
        var compared = Math.Clamp(_known / 2, _minPitch, _compared);
        for (var lag = _minPitch; lag <= Math.Clamp(_known - compared, _minPitch, _maxPitch); lag++)
        {
            var recent = _history.AsSpan(_history.Length - compared);
            var earlier = _history.AsSpan(_history.Length - compared - lag, compared);
            double product = 0, energy = 1;
            for (var i = 0; i < compared; i++)
            {
                product += (double)recent[i] * earlier[i];
                energy += (double)earlier[i] * earlier[i];
            }
            var likeness = product / Math.Sqrt(energy);
            if (likeness <= best) continue;
            best = likeness;
            _pitch = lag;
        }
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        _known = Math.Min(_known + samples.Length, _history.Length);
        if (samples.Length >= _history.Length)
        {
            samples[^_history.Length..].CopyTo(_history);
            return;
        }
        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(_history.Length - samples.Length));
    }
}
