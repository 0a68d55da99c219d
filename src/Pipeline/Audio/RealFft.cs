using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// The discrete Fourier transform of real samples and its inverse, for one size: radix 4 without bit reversal (Stockham), four lanes
/// at a time. Real and imaginary parts lie in separate arrays, so that whatever follows runs over plain floats. Immutable.
/// </summary>
internal sealed class RealFft
{
    private readonly int _half;
    private readonly Pass[] _passes;
    private readonly float[] _splitRe;
    private readonly float[] _splitIm;

    /// <param name="size">Samples; a power of two, 32 or more.</param>
    public RealFft(int size)
    {
        if (size < 32 || (size & (size - 1)) != 0) throw new ArgumentOutOfRangeException(nameof(size), size, "a power of two from 32 on");
        Size = size;
        _half = size / 2;
        var passes = new List<Pass>();
        for (int length = _half, stride = 1; length > 1;)
        {
            var radix = length % 4 == 0 ? 4 : 2;
            passes.Add(new Pass(length, stride, radix));
            length /= radix;
            stride *= radix;
        }
        _passes = [.. passes];
        _splitRe = new float[_half / 2 + 1];
        _splitIm = new float[_half / 2 + 1];
        for (var k = 0; k < _splitRe.Length; k++)
            (_splitIm[k], _splitRe[k]) = Turn(-2 * Math.PI * k / size);
    }

    /// <summary>Samples of a transform.</summary>
    public int Size { get; }

    /// <summary>Frequencies from zero to half the rate, both included.</summary>
    public int Bins => _half + 1;

    /// <summary>Floats of scratch that a transform needs.</summary>
    public int ScratchLength => 2 * Size;

    /// <param name="re">At least <see cref="Bins"/>.</param>
    /// <param name="im">At least <see cref="Bins"/>.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Forward(ReadOnlySpan<float> time, Span<float> re, Span<float> im, Span<float> scratch)
    {
        var aRe = scratch[.._half];
        var aIm = scratch.Slice(_half, _half);
        for (var i = 0; i < aRe.Length; i++)
        {
            aRe[i] = time[2 * i];
            aIm[i] = time[2 * i + 1];
        }
        var inFirst = Transform(scratch);
        var z = scratch.Slice(inFirst ? 0 : Size, Size);
        var zRe = z[.._half];
        var zIm = z[_half..];
        re[0] = zRe[0] + zIm[0];
        re[_half] = zRe[0] - zIm[0];
        im[0] = im[_half] = 0;
        for (var k = 1; k <= _half / 2; k++)
        {
            var (a, b, c, d) = (zRe[k], zIm[k], zRe[_half - k], zIm[_half - k]);
            var (evenRe, evenIm, oddRe, oddIm) = (0.5f * (a + c), 0.5f * (b - d), 0.5f * (b + d), 0.5f * (c - a));
            var (wRe, wIm) = (_splitRe[k], _splitIm[k]);
            var (tRe, tIm) = (oddRe * wRe - oddIm * wIm, oddRe * wIm + oddIm * wRe);
            (re[k], im[k]) = (evenRe + tRe, evenIm + tIm);
            (re[_half - k], im[_half - k]) = (evenRe - tRe, tIm - evenIm);
        }
    }

    /// <summary>The inverse of <see cref="Forward"/>, scaled so that both together change nothing.</summary>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> time, Span<float> scratch)
    {
        // The conjugate goes in and comes out: the forward passes then compute the inverse.
        var scale = 1f / Size;
        var zRe = scratch[.._half];
        var zIm = scratch.Slice(_half, _half);
        zRe[0] = scale * (re[0] + re[_half]);
        zIm[0] = -scale * (re[0] - re[_half]);
        for (var k = 1; k <= _half / 2; k++)
        {
            var (a, b, c, d) = (re[k], im[k], re[_half - k], im[_half - k]);
            var (evenRe, evenIm) = (a + c, b - d);
            var (tRe, tIm) = (a - c, b + d);
            var (wRe, wIm) = (_splitRe[k], -_splitIm[k]);
            var (oddRe, oddIm) = (tRe * wRe - tIm * wIm, tRe * wIm + tIm * wRe);
            (zRe[k], zIm[k]) = (scale * (evenRe - oddIm), -scale * (evenIm + oddRe));
            (zRe[_half - k], zIm[_half - k]) = (scale * (evenRe + oddIm), scale * (evenIm - oddRe));
        }
        var inFirst = Transform(scratch);
        var result = scratch.Slice(inFirst ? 0 : Size, Size);
        for (var i = 0; i < _half; i++)
        {
            time[2 * i] = result[i];
            time[2 * i + 1] = -result[_half + i];
        }
    }

    /// <returns>The result lies in the first half of the scratch.</returns>
    private bool Transform(Span<float> scratch)
    {
        ref var from = ref MemoryMarshal.GetReference(scratch);
        ref var to = ref MemoryMarshal.GetReference(scratch[Size..]);
        var inFirst = true;
        foreach (var pass in _passes)
        {
            if (pass.Radix == 2) Halve(pass, ref from, ref to);
            else if (pass.Stride < Vector128<float>.Count) Quarter(pass, ref from, ref to);
            else QuarterLanes(pass, ref from, ref to);
            ref var swap = ref from;
            from = ref to;
            to = ref swap;
            inFirst = !inFirst;
        }
        return inFirst;
    }

    private void Quarter(Pass pass, ref float from, ref float to)
    {
        ref var fromIm = ref Unsafe.Add(ref from, _half);
        ref var toIm = ref Unsafe.Add(ref to, _half);
        var (quarter, stride) = (pass.Length / 4, pass.Stride);
        for (var p = 0; p < quarter; p++)
        {
            var w = pass.Factors.AsSpan(6 * p, 6);
            for (var q = 0; q < stride; q++)
            {
                var i = q + stride * p;
                var (aRe, aIm) = (At(ref from, i), At(ref fromIm, i));
                var (bRe, bIm) = (At(ref from, i + stride * quarter), At(ref fromIm, i + stride * quarter));
                var (cRe, cIm) = (At(ref from, i + 2 * stride * quarter), At(ref fromIm, i + 2 * stride * quarter));
                var (dRe, dIm) = (At(ref from, i + 3 * stride * quarter), At(ref fromIm, i + 3 * stride * quarter));
                var (sRe, sIm, tRe, tIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
                var (uRe, uIm, vRe, vIm) = (bRe + dRe, bIm + dIm, bRe - dRe, bIm - dIm);
                var o = q + 4 * stride * p;
                (At(ref to, o), At(ref toIm, o)) = (sRe + uRe, sIm + uIm);
                var (xRe, xIm) = (tRe + vIm, tIm - vRe);
                (At(ref to, o + stride), At(ref toIm, o + stride)) = (xRe * w[0] - xIm * w[1], xRe * w[1] + xIm * w[0]);
                (xRe, xIm) = (sRe - uRe, sIm - uIm);
                (At(ref to, o + 2 * stride), At(ref toIm, o + 2 * stride)) = (xRe * w[2] - xIm * w[3], xRe * w[3] + xIm * w[2]);
                (xRe, xIm) = (tRe - vIm, tIm + vRe);
                (At(ref to, o + 3 * stride), At(ref toIm, o + 3 * stride)) = (xRe * w[4] - xIm * w[5], xRe * w[5] + xIm * w[4]);
            }
        }
    }

    private void QuarterLanes(Pass pass, ref float from, ref float to)
    {
        ref var fromIm = ref Unsafe.Add(ref from, _half);
        ref var toIm = ref Unsafe.Add(ref to, _half);
        var (quarter, stride) = (pass.Length / 4, (nuint)pass.Stride);
        var step = stride * (nuint)quarter;
        for (var p = 0; p < quarter; p++)
        {
            var w = pass.Factors.AsSpan(6 * p, 6);
            var (w0, w1, w2) = (Vector128.Create(w[0]), Vector128.Create(w[1]), Vector128.Create(w[2]));
            var (w3, w4, w5) = (Vector128.Create(w[3]), Vector128.Create(w[4]), Vector128.Create(w[5]));
            for (nuint q = 0; q < stride; q += 4)
            {
                var i = q + stride * (nuint)p;
                var (aRe, aIm) = (Vector128.LoadUnsafe(ref from, i), Vector128.LoadUnsafe(ref fromIm, i));
                var (bRe, bIm) = (Vector128.LoadUnsafe(ref from, i + step), Vector128.LoadUnsafe(ref fromIm, i + step));
                var (cRe, cIm) = (Vector128.LoadUnsafe(ref from, i + 2 * step), Vector128.LoadUnsafe(ref fromIm, i + 2 * step));
                var (dRe, dIm) = (Vector128.LoadUnsafe(ref from, i + 3 * step), Vector128.LoadUnsafe(ref fromIm, i + 3 * step));
                var (sRe, sIm, tRe, tIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
                var (uRe, uIm, vRe, vIm) = (bRe + dRe, bIm + dIm, bRe - dRe, bIm - dIm);
                var o = q + 4 * stride * (nuint)p;
                (sRe + uRe).StoreUnsafe(ref to, o);
                (sIm + uIm).StoreUnsafe(ref toIm, o);
                var (xRe, xIm) = (tRe + vIm, tIm - vRe);
                (xRe * w0 - xIm * w1).StoreUnsafe(ref to, o + stride);
                (xRe * w1 + xIm * w0).StoreUnsafe(ref toIm, o + stride);
                (xRe, xIm) = (sRe - uRe, sIm - uIm);
                (xRe * w2 - xIm * w3).StoreUnsafe(ref to, o + 2 * stride);
                (xRe * w3 + xIm * w2).StoreUnsafe(ref toIm, o + 2 * stride);
                (xRe, xIm) = (tRe - vIm, tIm + vRe);
                (xRe * w4 - xIm * w5).StoreUnsafe(ref to, o + 3 * stride);
                (xRe * w5 + xIm * w4).StoreUnsafe(ref toIm, o + 3 * stride);
            }
        }
    }

    // Only ever the last pass: its factors are one.
    private void Halve(Pass pass, ref float from, ref float to)
    {
        var stride = (nuint)pass.Stride;
        for (nuint part = 0; part < (nuint)Size; part += (nuint)_half)
        {
            for (nuint q = 0; q < stride; q += 4)
            {
                var (a, b) = (Vector128.LoadUnsafe(ref from, part + q), Vector128.LoadUnsafe(ref from, part + q + stride));
                (a + b).StoreUnsafe(ref to, part + q);
                (a - b).StoreUnsafe(ref to, part + q + stride);
            }
        }
    }

    private static ref float At(ref float start, int index) => ref Unsafe.Add(ref start, index);

    private static (float Sin, float Cos) Turn(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return ((float)sin, (float)cos);
    }

    private sealed class Pass
    {
        public Pass(int length, int stride, int radix)
        {
            (Length, Stride, Radix) = (length, stride, radix);
            if (radix == 2) return;
            Factors = new float[length / 4 * 6];
            for (var p = 0; p < length / 4; p++)
            {
                for (var n = 1; n < 4; n++)
                    (Factors[6 * p + 2 * n - 1], Factors[6 * p + 2 * n - 2]) = Turn(-2 * Math.PI * p * n / length);
            }
        }

        public int Length { get; }
        public int Stride { get; }
        public int Radix { get; }

        /// <summary>Three complex factors for each butterfly.</summary>
        public float[] Factors { get; } = [];
    }
}
