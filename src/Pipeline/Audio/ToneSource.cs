namespace Voxie.Pipeline.Audio;

/// <summary>
/// A sine without end. One exact period of whole samples is computed once and copied from then on: a tone of whole Hertz repeats
/// after <c>rateHz / gcd(rateHz, frequencyHz)</c> samples, at most one second.
/// </summary>
public sealed class ToneSource : IFrameSource
{
    private readonly short[] _period;
    private int _next;

    /// <param name="rateHz">Sample rate of the leg that plays it.</param>
    /// <param name="frequencyHz">1 Hz to below half of <paramref name="rateHz"/>.</param>
    /// <param name="levelDbfs">Level of the sine's peak, 0 (full scale) or below.</param>
    public ToneSource(int rateHz, int frequencyHz, double levelDbfs = -12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frequencyHz, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frequencyHz, rateHz / 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levelDbfs, 0);
        var amplitude = short.MaxValue * Math.Pow(10, levelDbfs / 20);
        _period = new short[rateHz / Gcd(rateHz, frequencyHz)];
        for (var i = 0; i < _period.Length; i++)
            _period[i] = (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz));
    }

    /// <inheritdoc/>
    public int Pull(Span<short> frame)
    {
        var filled = 0;
        while (filled < frame.Length)
        {
            var count = Math.Min(frame.Length - filled, _period.Length - _next);
            _period.AsSpan(_next, count).CopyTo(frame[filled..]);
            filled += count;
            _next = _next + count == _period.Length ? 0 : _next + count;
        }
        return filled;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
