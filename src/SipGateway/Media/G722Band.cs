using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Voxie.SipGateway.Media;

/// <summary>
/// What encoder and decoder of one sub-band know in common (ITU-T G.722 3.5, 3.6): the scale of the quantizer, and a predictor of two poles
/// and six zeros that learns from the quantized differences. 16-bit arithmetic as the Recommendation has it, bit by bit.
/// </summary>
internal sealed class G722Band
{
    /// <summary>How many differences are moved at once, when the window has reached the beginning of its array.</summary>
    private const int Room = 64;

    // Six zeros in a register of eight: the last two weigh nothing.
    private static readonly Vector256<int> Six = Vector256.Create(-1, -1, -1, -1, -1, -1, 0, 0);

    private readonly bool _isHigh;
    // The newest first, from _newest on.
    private readonly int[] _differences = new int[Room + Vector256<int>.Count];
    private Vector256<int> _zeros;
    private int _newest = Room;
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
        Array.Clear(_differences);
        _zeros = default;
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

    // UPZERO, FILTEZ.
    private int AdaptZeros(int difference)
    {
        var old = Vector256.LoadUnsafe(ref _differences[_newest]);
        var step = Vector256.Create(difference == 0 ? 0 : 128);
        var unlike = (old ^ Vector256.Create(difference)) >> 31;
        // Nothing can saturate: a zero is 128 in 256 parts of itself at most, which is 32767.
        _zeros = ((_zeros * 32640) >> 15) + ((step ^ unlike) - unlike);

        if (_newest == 0)
        {
            _differences.AsSpan(0, Vector256<int>.Count).CopyTo(_differences.AsSpan(Room));
            _newest = Room;
        }
        _differences[--_newest] = difference;
        var doubled = Vector256.LoadUnsafe(ref _differences[_newest]) << 1;
        doubled = Vector256.Min(Vector256.Max(doubled, Vector256.Create((int)short.MinValue)), Vector256.Create((int)short.MaxValue));
        return Saturate(Vector256.Sum(((_zeros * doubled) >> 15) & Six));
    }
}
