using System.Runtime.Intrinsics;

namespace Voxie.Pipeline.Audio;

/// <summary>A key that was heard, and for how long.</summary>
public readonly record struct HeardKey(char Key, int Samples);

/// <summary>
/// Hears keys in sound (ITU-T Q.24): the eight tones by Goertzel's filter in blocks of 12.75 ms, all eight at once in one vector. A block
/// shows a key when one tone of each group stands out of its group and both together are nearly all that is heard, at levels and with a
/// difference (twist) that lines make of a key pad. Two such blocks are a key; two without end it. Speech has such moments, too, but hardly two in
/// a row with nothing beside the two tones. One thread at a time; allocates nothing.
/// </summary>
public sealed class DtmfDetector
{
    /// <summary>102 samples at 8 kHz: the shortest key that must count (40 ms) holds two whole blocks.</summary>
    private const double BlockSeconds = 0.01275;

    private const int BlocksToBegin = 2;
    private const int BlocksToEnd = 2;

    /// <summary>The quieter tone, at least: -38 dB below full scale.</summary>
    private const double LeastPeak = 0.0126;

    /// <summary>How much louder than the lower tone the higher may be: 4 dB (energy); and how much quieter: 8 dB.</summary>
    private const float MostHigher = 2.51f;
    private const float MostLower = 6.31f;

    /// <summary>A tone is so much louder than the others of its group: 8 dB.</summary>
    private const float StandsOut = 6.31f;

    /// <summary>The two tones are so much of all that is heard.</summary>
    private const float ShareOfAll = 0.76f;

    private readonly int _block;
    private readonly Vector256<float> _coefficients;
    private readonly float _leastEnergy;

    private Vector256<float> _one;
    private Vector256<float> _two;
    private float _energy;
    private int _filled;
    private char _candidate;
    private int _hits;
    private int _misses;
    private char _pressed;
    private int _pressedBlocks;

    public DtmfDetector(int rateHz)
    {
        _block = (int)Math.Round(rateHz * BlockSeconds);
        Span<float> coefficients = stackalloc float[8];
        for (var i = 0; i < 4; i++)
        {
            coefficients[i] = (float)(2 * Math.Cos(2 * Math.PI * DtmfTone.RowsHz[i] / rateHz));
            coefficients[i + 4] = (float)(2 * Math.Cos(2 * Math.PI * DtmfTone.ColumnsHz[i] / rateHz));
        }
        _coefficients = Vector256.Create<float>(coefficients);
        // A sine of peak A has the Goertzel energy (A n / 2)^2 over n samples.
        _leastEnergy = (float)Math.Pow(LeastPeak * short.MaxValue * _block / 2, 2);
    }

    /// <summary>Listens on.</summary>
    /// <param name="samples">At most 40 ms: one key ends in it at most.</param>
    /// <returns>A key that has been released.</returns>
    public HeardKey? Take(ReadOnlySpan<short> samples)
    {
        HeardKey? released = null;
        while (!samples.IsEmpty)
        {
            var part = samples[..Math.Min(samples.Length, _block - _filled)];
            samples = samples[part.Length..];
            Filter(part);
            if (_filled < _block) break;
            released = Step(Judge()) ?? released;
            (_one, _two, _energy, _filled) = (Vector256<float>.Zero, Vector256<float>.Zero, 0, 0);
        }
        return released;
    }

    private void Filter(ReadOnlySpan<short> samples)
    {
        var (one, two, energy) = (_one, _two, _energy);
        foreach (var sample in samples)
        {
            float value = sample;
            var zero = Vector256.Create(value) + _coefficients * one - two;
            (two, one) = (one, zero);
            energy += value * value;
        }
        (_one, _two, _energy) = (one, two, energy);
        _filled += samples.Length;
    }

    /// <returns>The key that this block shows; '\0': none.</returns>
    private char Judge()
    {
        // Nothing that is quieter in all than one tone must be.
        if (_energy * _block / 2 < _leastEnergy) return '\0';
        var energies = _one * _one + _two * _two - _coefficients * _one * _two;
        var (row, column) = (Loudest(energies, 0), Loudest(energies, 4));
        var (low, high) = (energies[row], energies[column]);
        if (low < _leastEnergy || high < _leastEnergy || high > low * MostHigher || low > high * MostLower) return '\0';
        for (var i = 0; i < 8; i++)
        {
            if (i != row && i != column && energies[i] * StandsOut > (i < 4 ? low : high)) return '\0';
        }
        return low + high < ShareOfAll * _energy * _block / 2 ? '\0' : DtmfTone.Keys[row * 4 + column - 4];
    }

    private static int Loudest(Vector256<float> energies, int first)
    {
        var loudest = first;
        for (var i = first + 1; i < first + 4; i++)
            if (energies[i] > energies[loudest]) loudest = i;
        return loudest;
    }

    private HeardKey? Step(char shown)
    {
        HeardKey? released = null;
        if (_pressed != '\0')
        {
            _pressedBlocks++;
            _misses = shown == _pressed ? 0 : _misses + 1;
            if (_misses >= BlocksToEnd)
            {
                released = new HeardKey(_pressed, (_pressedBlocks - BlocksToEnd) * _block);
                _pressed = '\0';
            }
        }
        _hits = shown == '\0' ? 0 : shown == _candidate ? _hits + 1 : 1;
        _candidate = shown;
        if (_pressed == '\0' && _hits >= BlocksToBegin) (_pressed, _pressedBlocks, _misses) = (shown, _hits, 0);
        return released;
    }
}
