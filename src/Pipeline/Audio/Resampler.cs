using System.Numerics.Tensors;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Changes the sample rate of a stream by any rational ratio: polyphase windowed sinc, pass band to 85 % and stop band from 100 % of
/// the lower rate's Nyquist frequency at 60 dB or more. Linear phase, and the filter's delay is taken out: output sample 0 stands
/// where input sample 0 stood. The output does not depend on how the input was cut into chunks. One thread at a time.
/// </summary>
public sealed class Resampler
{
    private const int Block = 1024;

    private readonly ResamplerFilter? _filter;
    private readonly float[] _window = [];
    private int _held;
    private int _start;
    private int _phase;

    /// <param name="inputHz">Rate of what goes in, 4000 to 192000.</param>
    /// <param name="outputHz">Rate of what comes out, 4000 to 192000.</param>
    public Resampler(int inputHz, int outputHz)
    {
        ThrowIfNotARate(inputHz);
        ThrowIfNotARate(outputHz);
        InputHz = inputHz;
        OutputHz = outputHz;
        if (inputHz == outputHz) return;
        _filter = ResamplerFilter.For(inputHz, outputHz);
        _window = new float[_filter.TapsPerPhase + Math.Max(Block, _filter.Reach)];
        Reset();
    }

    public int InputHz { get; }
    public int OutputHz { get; }

    /// <summary>Room that the output of so many input samples can need, in one <see cref="Process"/> or <see cref="Flush"/> (0 samples).</summary>
    public int MaxOutput(int inputSamples) =>
        _filter is null ? inputSamples : (int)(((long)inputSamples + _filter.Reach + 1) * _filter.Up / _filter.Down) + 1;

    /// <summary>Takes all of <paramref name="input"/> and writes what can be computed so far.</summary>
    /// <param name="output">At least <see cref="MaxOutput"/> samples.</param>
    /// <returns>Samples written.</returns>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        if (_filter is null)
        {
            input.CopyTo(output);
            return input.Length;
        }
        var written = 0;
        while (!input.IsEmpty)
        {
            MakeRoom();
            var count = Math.Min(input.Length, _window.Length - _held);
            TensorPrimitives.ConvertTruncating(input[..count], _window.AsSpan(_held));
            _held += count;
            input = input[count..];
            written += Drain(output[written..]);
        }
        return written;
    }

    /// <summary>The stream has ended: writes its last samples, and is ready for a new stream.</summary>
    public int Flush(Span<short> output)
    {
        if (_filter is null) return 0;
        MakeRoom();
        // Silence behind the end: as much as the filter looks ahead.
        _window.AsSpan(_held, _filter.Reach).Clear();
        _held += _filter.Reach;
        var written = Drain(output);
        Reset();
        return written;
    }

    /// <summary>Forgets the stream so far.</summary>
    public void Reset()
    {
        if (_filter is null) return;
        // Silence in front of the first sample, so that it has a left neighbourhood.
        _held = _filter.Reach - 1;
        _window.AsSpan(0, _held).Clear();
        _start = 0;
        _phase = 0;
    }

    private int Drain(Span<short> output)
    {
        var filter = _filter!;
        var written = 0;
        while (_start + filter.TapsPerPhase <= _held)
        {
            var sum = TensorPrimitives.Dot(filter.Phase(_phase), _window.AsSpan(_start, filter.TapsPerPhase));
            output[written++] = (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
            _phase += filter.Down;
            _start += _phase / filter.Up;
            _phase %= filter.Up;
        }
        return written;
    }

    private void MakeRoom()
    {
        // With Down > Up the next window may begin behind what is held.
        var gone = Math.Min(_start, _held);
        if (gone == 0) return;
        _window.AsSpan(gone, _held - gone).CopyTo(_window);
        _held -= gone;
        _start -= gone;
    }

    private static void ThrowIfNotARate(int rateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, 4000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rateHz, 192000);
    }
}
