using System.Runtime.CompilerServices;

namespace Voxie.SipGateway.Media;

/// <summary>
/// What encoder and decoder of one sub-band know in common (ITU-T G.722 3.5, 3.6): the scale of the quantizer, and a predictor of two poles
/// and six zeros that learns from the quantized differences. 16-bit arithmetic as the Recommendation has it, bit by bit.
/// </summary>
internal sealed class G722Band
{
    private const int Zeros = 6;

    private readonly bool _isHigh;
    private readonly int[] _zero = new int[Zeros];
    private readonly int[] _difference = new int[Zeros];
    private int _logScale;
    private int _pole1;
    private int _pole2;
    private int _reconstructed1;
    private int _reconstructed2;
    private int _partial1;
    private int _partial2;
    private int _zeroEstimate;

    public G722Band(bool isHigh)
    {
        _isHigh = isHigh;
        Reset();
    }

    /// <summary>DETL, DETH: the quantizer's step.</summary>
    public int Scale { get; private set; }

    /// <summary>SL, SH: what the next sample is expected to be.</summary>
    public int Estimate { get; private set; }

    public void Reset()
    {
        Array.Clear(_zero);
        Array.Clear(_difference);
        (_logScale, Scale, Estimate, _zeroEstimate) = (0, _isHigh ? 8 : 32, 0, 0);
        (_pole1, _pole2, _reconstructed1, _reconstructed2, _partial1, _partial2) = (0, 0, 0, 0, 0, 0);
    }

    /// <summary>A code has been sent or received: learn from it.</summary>
    /// <param name="level">What it stands for, before scaling.</param>
    /// <param name="scaling">How it moves the scale.</param>
    public void Adapt(int level, int scaling)
    {
        var difference = (Scale * level) >> 15;
        Rescale(scaling);
        Predict(difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    // LOGSCL and SCALEL, LOGSCH and SCALEH.
    private void Rescale(int scaling)
    {
        _logScale = Math.Clamp(((_logScale * 127) >> 7) + scaling, 0, _isHigh ? 22528 : 18432);
        var mantissa = G722Tables.Powers[(_logScale >> 6) & 31];
        var shift = (_isHigh ? 10 : 8) - (_logScale >> 11);
        Scale = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    private void Predict(int difference)
    {
        // RECONS, PARREC.
        var reconstructed = Saturate(Estimate + difference);
        var partial = Saturate(_zeroEstimate + difference);
        AdaptPoles(partial);
        var zeroEstimate = AdaptZeros(difference);

        // DELAYA, FILTEP, PREDIC.
        (_reconstructed2, _reconstructed1) = (_reconstructed1, reconstructed);
        (_partial2, _partial1) = (_partial1, partial);
        var poleEstimate = Saturate(((_pole1 * Saturate(2 * _reconstructed1)) >> 15) + ((_pole2 * Saturate(2 * _reconstructed2)) >> 15));
        _zeroEstimate = zeroEstimate;
        Estimate = Saturate(poleEstimate + zeroEstimate);
    }

    // UPPOL2, UPPOL1: the second pole first, for it bounds the first.
    private void AdaptPoles(int partial)
    {
        var likeLast = (partial ^ _partial1) >= 0;
        var likeLastButOne = (partial ^ _partial2) >= 0;
        var cross = Saturate(4 * _pole1);
        var second = Math.Min(likeLast ? -cross : cross, short.MaxValue) >> 7;
        second += likeLastButOne ? 128 : -128;
        _pole2 = Math.Clamp(second + ((_pole2 * 32512) >> 15), -12288, 12288);
        var bound = Saturate(15360 - _pole2);
        _pole1 = Math.Clamp(Saturate((likeLast ? 192 : -192) + ((_pole1 * 32640) >> 15)), -bound, bound);
    }

    // UPZERO, FILTEZ: one pass, as each zero's new value meets the difference that moves into its place.
    private int AdaptZeros(int difference)
    {
        var step = difference == 0 ? 0 : 128;
        var estimate = 0;
        for (var i = Zeros - 1; i >= 0; i--)
        {
            var old = _difference[i];
            var zero = Saturate(((old ^ difference) >= 0 ? step : -step) + ((_zero[i] * 32640) >> 15));
            _zero[i] = zero;
            var moved = i == 0 ? difference : _difference[i - 1];
            _difference[i] = moved;
            estimate += (zero * Saturate(2 * moved)) >> 15;
        }
        return Saturate(estimate);
    }
}
