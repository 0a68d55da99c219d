using System.Runtime.Intrinsics;

namespace Voxie.SipGateway.Media;

/// <summary>
/// The filter between the full band and its two halves (ITU-T G.722 3.1, 4.4): two lines of twelve values, each weighed by one half of
/// the coefficients.
/// </summary>
internal sealed class G722Qmf
{
    private const int Taps = 12;

    // In two registers, of eight and of four; Last is First read backwards.
    private static readonly Vector256<int> FirstEight = Vector256.Create(3, -11, 12, 32, -210, 951, 3876, -805);
    private static readonly Vector128<int> FirstFour = Vector128.Create(362, -156, 53, -11);
    private static readonly Vector256<int> LastEight = Vector256.Create(-11, 53, -156, 362, -805, 3876, 951, -210);
    private static readonly Vector128<int> LastFour = Vector128.Create(32, 12, -11, 3);

    // Each value is written twice, so that the last twelve always lie in a row.
    private readonly int[] _a = new int[2 * Taps];
    private readonly int[] _b = new int[2 * Taps];
    private int _next;

    /// <summary>Adds a value to each line.</summary>
    /// <returns>The first line weighed by the coefficients in their order, the second in the opposite one; in 1/8192.</returns>
    public (int First, int Second) Step(int a, int b)
    {
        _a[_next] = _a[_next + Taps] = a;
        _b[_next] = _b[_next + Taps] = b;
        if (++_next == Taps) _next = 0;
        return (Weigh(ref _a[_next], FirstEight, FirstFour), Weigh(ref _b[_next], LastEight, LastFour));
    }

    public void Reset()
    {
        Array.Clear(_a);
        Array.Clear(_b);
    }

    private static int Weigh(ref int line, Vector256<int> eight, Vector128<int> four) =>
        Vector256.Sum(Vector256.LoadUnsafe(ref line) * eight) + Vector128.Sum(Vector128.LoadUnsafe(ref line, 8) * four);
}
