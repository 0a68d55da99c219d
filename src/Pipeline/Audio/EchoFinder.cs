using System.Buffers;
using System.Numerics;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Finds how much later what was sent is heard again: generalised cross-correlation with phase transform, over a quarter of a second
/// of the heard and 600 ms of delay, in the band where telephones have their voice. One search alone is sharp when there is nothing but echo; noise
/// and talkers are averaged out over several. Not thread-safe.
/// </summary>
internal sealed class EchoFinder
{
    private const int SearchHz = 4000;
    private const int Window = SearchHz / 1000 * 256;
    private const int Lags = SearchHz / 1000 * LongestMs;
    private const float Memory = 0.6f;

    /// <summary>Longest delay that is looked for.</summary>
    public const int LongestMs = 640;

    private static readonly RealFft Fft = new(4096);
    private static readonly int FirstBin = 250 * Fft.Size / SearchHz;
    private static readonly int EndBin = 1750 * Fft.Size / SearchHz;

    private readonly int _ratio;
    private readonly float[] _re = new float[EndBin - FirstBin];
    private readonly float[] _im = new float[EndBin - FirstBin];

    /// <param name="rateHz">8000 or 16000.</param>
    public EchoFinder(int rateHz)
    {
        _ratio = rateHz / SearchHz;
        HeardLength = Window * _ratio;
        SentLength = (Window + Lags) * _ratio;
    }

    /// <summary>Samples of the heard that a search takes.</summary>
    public int HeardLength { get; }

    /// <summary>Samples of the sent that a search takes, the last of them sent when the last one of the heard came.</summary>
    public int SentLength { get; }

    /// <summary>Delay of the strongest echo of the last search, in samples.</summary>
    public int Delay { get; private set; }

    /// <summary>How far it stands out among all delays, in standard deviations: chance reaches four to five.</summary>
    public float Strength { get; private set; }

    public void Reset()
    {
        _re.AsSpan().Clear();
        _im.AsSpan().Clear();
    }

    /// <summary>Adds one look at both sides to what is known, and judges it.</summary>
    /// <param name="heard">Is overwritten.</param>
    /// <param name="sent">Is overwritten.</param>
    public void Search(Span<float> heard, Span<float> sent)
    {
        var rented = ArrayPool<float>.Shared.Rent(Fft.Size + 4 * (Fft.Bins + 7) + Fft.ScratchLength);
        var time = rented.AsSpan(0, Fft.Size);
        var yRe = rented.AsSpan(Fft.Size, Fft.Bins);
        var yIm = rented.AsSpan(Fft.Size + Fft.Bins, Fft.Bins);
        var xRe = rented.AsSpan(Fft.Size + 2 * Fft.Bins, Fft.Bins);
        var xIm = rented.AsSpan(Fft.Size + 3 * Fft.Bins, Fft.Bins);
        var scratch = rented.AsSpan(Fft.Size + 4 * Fft.Bins, Fft.ScratchLength);

        Narrow(heard, time[..Window]);
        time[Window..].Clear();
        Fft.Forward(time, yRe, yIm, scratch);
        Narrow(sent, time[..(Window + Lags)]);
        time[(Window + Lags)..].Clear();
        Fft.Forward(time, xRe, xIm, scratch);

        for (var i = 0; i < _re.Length; i += Vector<float>.Count)
        {
            var (aRe, aIm) = (At(xRe, FirstBin + i), At(xIm, FirstBin + i));
            var (bRe, bIm) = (At(yRe, FirstBin + i), At(yIm, FirstBin + i));
            var (re, im) = (aRe * bRe + aIm * bIm, aIm * bRe - aRe * bIm);
            // Not the whole of the phase transform, but three quarters: what is loud says a little more than what is noise.
            var root = Vector.SquareRoot(Vector.SquareRoot(re * re + im * im + Vector<float>.One));
            var scale = Vector.SquareRoot(root) / (root * root);
            (Memory * At(_re, i) + re * scale).CopyTo(_re, i);
            (Memory * At(_im, i) + im * scale).CopyTo(_im, i);
        }
        xRe.Clear();
        xIm.Clear();
        _re.CopyTo(xRe[FirstBin..]);
        _im.CopyTo(xIm[FirstBin..]);
        Fft.Inverse(xRe, xIm, time, scratch);
        Judge(time[..(Lags + 1)]);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static Vector<float> At(ReadOnlySpan<float> values, int index) => new(values[index..]);

    private void Judge(ReadOnlySpan<float> likeness)
    {
        var (best, at, squares) = (0f, 0, 0f);
        for (var i = 0; i < likeness.Length; i++)
        {
            var magnitude = Math.Abs(likeness[i]);
            squares += likeness[i] * likeness[i];
            if (magnitude <= best) continue;
            (best, at) = (magnitude, i);
        }
        // Position i of the sent is as many samples older than the heard as there are behind it.
        Delay = (Lags - at) * _ratio;
        Strength = best / MathF.Sqrt(squares / likeness.Length + 1e-20f);
    }

    /// <summary>To half or a quarter of the rate, by a short filter that suffices for the band looked at. In place of the input.</summary>
    private void Narrow(Span<float> samples, Span<float> narrow)
    {
        for (var ratio = _ratio; ratio > 2; ratio /= 2)
        {
            Halve(samples, samples);
            samples = samples[..(samples.Length / 2)];
        }
        Halve(samples, narrow);
    }

    private static void Halve(ReadOnlySpan<float> from, Span<float> to)
    {
        var (before, last) = (0f, 0f);
        for (var i = 0; i < from.Length / 2; i++)
        {
            var (next, nextButOne) = (from[2 * i], from[2 * i + 1]);
            to[i] = 0.125f * (before + nextButOne) + 0.375f * (last + next);
            (before, last) = (next, nextButOne);
        }
    }
}
