using System.Numerics;
using System.Numerics.Tensors;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Learns how one stretch of 60 ms of a line turns what was sent into what is heard, and takes that away: a partitioned-block filter in
/// the frequency domain whose steps are those of a Kalman filter (Enzner and Vary, 2006). For each frequency it knows how unsure it is
/// of the path; loud speech of the other side is noise of the measurement, and so makes it careful by itself. Not thread-safe.
/// </summary>
internal sealed class EchoFilter
{
    private const int Partitions = 3;

    // Of a path's power, what may have changed within 10 ms: much while it is young, for the first looks at it were coarse.
    private const float FirstDrift = 2e-3f;
    private const float LeastDrift = 5e-5f;
    private const float DriftDecay = 0.97f;

    /// <summary>A block overlaps its neighbours, and teaches less than its energy says: steps are longer, confidence grows slower.</summary>
    private const float Boost = 1.5f;
    private const float Confidence = 0.4f;

    /// <summary>Share of the first guess of the path's power in each 20 ms of it: the loudest part comes first.</summary>
    private static readonly float[] Shape = [0.7f, 0.2f, 0.1f];

    private static readonly RealFft Narrow = new(256);
    private static readonly RealFft Wide = new(512);

    private readonly RealFft _fft;
    private readonly int _stride;
    private readonly float _share;
    private readonly Spectrum[] _path = new Spectrum[Partitions];
    private readonly float[][] _doubt = new float[Partitions][];
    private readonly Spectrum[] _sent = new Spectrum[2 * Partitions - 1];
    private readonly Spectrum _work;
    private readonly Spectrum _left;
    private readonly float[] _noise;
    private readonly float[] _spread;
    private readonly float[] _time;
    private readonly float[] _scratch;
    private int _newest;
    private float _drift;

    /// <param name="rateHz">8000 or 16000.</param>
    public EchoFilter(int rateHz)
    {
        Block = rateHz / 100;
        _fft = rateHz == 8000 ? Narrow : Wide;
        _share = (float)Block / _fft.Size;
        _stride = (_fft.Bins + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        for (var k = 0; k < Partitions; k++) (_path[k], _doubt[k]) = (new Spectrum(_stride), new float[_stride]);
        for (var k = 0; k < _sent.Length; k++) _sent[k] = new Spectrum(_stride);
        (_work, _left, _noise, _spread) = (new Spectrum(_stride), new Spectrum(_stride), new float[_stride], new float[_stride]);
        (_time, _scratch) = (new float[_fft.Size], new float[_fft.ScratchLength]);
    }

    /// <summary>Samples taken at a time: 10 ms.</summary>
    public int Block { get; }

    /// <summary>Samples of what was sent that a block needs.</summary>
    public int Reach => _fft.Size;

    /// <summary>Energy of the last block's echo, as far as it was understood.</summary>
    public float Echo { get; private set; }

    /// <summary>Energy that the rest of the echo in the last block is expected to have.</summary>
    public float ExpectedRest { get; private set; }

    /// <summary>Begins anew, with a guess of how much of what is sent comes back (as a ratio of powers).</summary>
    public void Reset(float gain)
    {
        foreach (var spectrum in _path) spectrum.Clear();
        foreach (var spectrum in _sent) spectrum.Clear();
        _noise.AsSpan().Clear();
        foreach (var doubt in _doubt) doubt.AsSpan().Clear();
        Loosen(gain);
    }

    /// <summary>More of what is sent comes back than was thought: learn faster again.</summary>
    public void Loosen(float gain)
    {
        _drift = FirstDrift;
        for (var k = 0; k < Partitions; k++) TensorPrimitives.Max(_doubt[k].AsSpan(0, _fft.Bins), gain * Shape[k], _doubt[k]);
    }

    /// <summary>One block of 10 ms.</summary>
    /// <param name="sent">The last <see cref="Reach"/> samples that were sent by the end of the block, shifted by the delay.</param>
    /// <param name="heard">The block.</param>
    /// <param name="rest">What of it is not echo.</param>
    /// <param name="adapt">Whether to learn from it.</param>
    public void Process(ReadOnlySpan<float> sent, ReadOnlySpan<float> heard, Span<float> rest, bool adapt)
    {
        _newest = (_newest + _sent.Length - 1) % _sent.Length;
        var newest = _sent[_newest];
        _fft.Forward(sent, newest.Re, newest.Im, _scratch);

        Predict();
        _fft.Inverse(_work.Re, _work.Im, _time, _scratch);
        var echo = _time.AsSpan(_fft.Size - Block);
        Echo = TensorPrimitives.SumOfSquares<float>(echo);
        TensorPrimitives.Subtract(heard, echo, rest);
        if (adapt)
        {
            _time.AsSpan(0, _fft.Size - Block).Clear();
            rest.CopyTo(echo);
            _fft.Forward(_time, _left.Re, _left.Im, _scratch);
        }
        Spread(adapt);
        if (adapt) Learn();
    }

    private Spectrum SentAt(int partition) => _sent[(_newest + 2 * partition) % _sent.Length];

    private void Predict()
    {
        _work.Clear();
        for (var k = 0; k < Partitions; k++)
        {
            var (x, w) = (SentAt(k), _path[k]);
            for (var i = 0; i < _stride; i += Vector<float>.Count)
            {
                var (xRe, xIm, wRe, wIm) = (At(x.Re, i), At(x.Im, i), At(w.Re, i), At(w.Im, i));
                (At(_work.Re, i) + xRe * wRe - xIm * wIm).CopyTo(_work.Re, i);
                (At(_work.Im, i) + xRe * wIm + xIm * wRe).CopyTo(_work.Im, i);
            }
        }
    }

    /// <summary>What the doubt in the path makes of what was sent; and, when learning, the noise of the measurement.</summary>
    private void Spread(bool adapt)
    {
        var total = Vector<float>.Zero;
        for (var i = 0; i < _stride; i += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < Partitions; k++)
            {
                var x = SentAt(k);
                var (xRe, xIm) = (At(x.Re, i), At(x.Im, i));
                sum += At(_doubt[k], i) * (xRe * xRe + xIm * xIm);
            }
            sum.CopyTo(_spread, i);
            total += sum;
            if (!adapt) continue;
            var (eRe, eIm) = (At(_left.Re, i), At(_left.Im, i));
            // Not quite nothing, ever: numbers that fade away for seconds become slow to compute with.
            var now = eRe * eRe + eIm * eIm + Vector<float>.One;
            // Up at once: the first block of a voice must not spoil the path.
            Vector.Max(now, 0.6f * At(_noise, i) + 0.4f * now).CopyTo(_noise, i);
        }
        ExpectedRest = 2 * _share / _fft.Size * Vector.Sum(total);
    }

    private void Learn()
    {
        var drift = _drift = Math.Max(LeastDrift, _drift * DriftDecay);
        for (var k = 0; k < Partitions; k++)
        {
            var (x, w, doubt) = (SentAt(k), _path[k], _doubt[k]);
            for (var i = 0; i < _stride; i += Vector<float>.Count)
            {
                var (xRe, xIm) = (At(x.Re, i), At(x.Im, i));
                var p = At(doubt, i);
                var step = p / (At(_spread, i) + At(_noise, i) / _share + Vector<float>.One);
                var (eRe, eIm) = (At(_left.Re, i), At(_left.Im, i));
                var gain = step * Boost;
                (gain * (xRe * eRe + xIm * eIm)).CopyTo(_work.Re, i);
                (gain * (xRe * eIm - xIm * eRe)).CopyTo(_work.Im, i);
                var (wRe, wIm) = (At(w.Re, i), At(w.Im, i));
                var sure = Vector<float>.One - Confidence * _share * step * (xRe * xRe + xIm * xIm);
                ((1 - drift) * sure * p + drift * (wRe * wRe + wIm * wIm)).CopyTo(doubt, i);
            }
            Constrain();
            for (var i = 0; i < _stride; i += Vector<float>.Count)
            {
                (At(w.Re, i) + At(_work.Re, i)).CopyTo(w.Re, i);
                (At(w.Im, i) + At(_work.Im, i)).CopyTo(w.Im, i);
            }
        }
    }

    /// <summary>A partition is 20 ms long: what a step would put behind that is wrapped around, and wrong.</summary>
    private void Constrain()
    {
        _fft.Inverse(_work.Re, _work.Im, _time, _scratch);
        _time.AsSpan(2 * Block).Clear();
        _fft.Forward(_time, _work.Re, _work.Im, _scratch);
    }

    private static Vector<float> At(float[] values, int index) => new(values, index);

    private sealed class Spectrum(int stride)
    {
        public float[] Re { get; } = new float[stride];
        public float[] Im { get; } = new float[stride];

        public void Clear()
        {
            Re.AsSpan().Clear();
            Im.AsSpan().Clear();
        }
    }
}
